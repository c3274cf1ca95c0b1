// The trail over all subjects of a tenant.
import type { CallOptions } from '../client/call-options.ts'
import type { Caller } from '../client/create-caller.ts'
import { MandateError } from '../client/mandate-error.ts'
import type { AuditEntry } from './shapes.ts'

export function audit(caller: Caller) {
  return {
    /** Recomputes the hash chain of a campaign, an action or a session against its signed checkpoint. */
    verify: (subject: string, options: CallOptions = {}) =>
      caller.request('GET', '/api/v1/audit/verify', { ...options, query: { subject } }),
    /**
     * Every entry since a time, one after the other as they come: nothing is held in memory.
     * @throws MandateError CONNECTION_FAILED when it is cut midway: what came so far is not all
     */
    export: (query: { since?: string } = {}, options: CallOptions = {}): AsyncGenerator<AuditEntry, void, undefined> =>
      lines(caller, query, options),
    /** The public keys under which checkpoints are signed. */
    keys: (options: CallOptions = {}) => caller.request('GET', '/.well-known/mandate-audit-keys', options),
  }
}

async function* lines(caller: Caller, { since }: { since?: string }, options: CallOptions) {
  const path = `/api/v1/audit/export${since === undefined ? '' : `?since=${encodeURIComponent(since)}`}`
  const headers = { ...options.headers, accept: 'application/jsonl' }
  const { body } = await caller.fetch(path, { ...options, headers, isStream: true })
  if (body === null) return
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(cause => {
        options.signal?.throwIfAborted()
        throw new MandateError({ status: 0, code: 'CONNECTION_FAILED', detail: 'the export was cut midway', cause })
      })
      const parts = (rest + (done ? decoder.decode() : decoder.decode(value, { stream: true }))).split('\n')
      rest = done ? '' : (parts.pop() ?? '')
      for (const line of parts) if (line !== '') yield JSON.parse(line) as AuditEntry
      if (done) return
    }
  } finally {
    // Whoever stops early no longer listens; a stream that broke has nothing to cancel, and its own error is the one that counts.
    await reader.cancel().catch(() => undefined)
  }
}
