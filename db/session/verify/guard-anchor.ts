// Guard as the trust anchor: the keys that it publishes, and whether it stands by a snapshot.
import type { z } from 'zod'
import { GuardKeys, VerifyReply } from '#contracts/upstream/guard.ts'
import { Mismatch } from './mismatch.ts'
import type { Evidence } from './read-evidence.ts'

export interface GuardAnchor {
  url: string
  keys: Evidence['keys']
  /** Its own chain included, which no evidence of one session can show. */
  verify(snapshotId: string, integrityHash: string): Promise<VerifyReply>
}

const TIMEOUT_MS = 5000

/** @throws GuardAway when it does not answer as guard does */
export async function askGuard(url: string): Promise<GuardAnchor> {
  const base = url.replace(/\/+$/, '')
  const { keys } = await ask(`${base}/.well-known/guard-keys`, GuardKeys)
  return {
    ...{ url: base, keys },
    verify: (snapshot_id, integrity_hash) =>
      ask(`${base}/verify`, VerifyReply, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ snapshot_id, integrity_hash }),
      }),
  }
}

export class GuardAway extends Error {}

/** @returns how many there are. @throws Mismatch when evidence brings a key that guard does not publish, or not so */
export function compareKeys(evidence: Evidence, guard: GuardAnchor): number {
  for (const { kid, x } of evidence.keys) {
    const published = guard.keys.find(key => key.kid === kid)
    const called = `the key ${kid} in ${evidence.key}`
    if (published === undefined) throw new Mismatch(called, `one that ${guard.url} publishes`, 'none of them')
    if (published.x !== x) throw new Mismatch(called, `${published.x}, as ${guard.url} publishes it`, x)
  }
  return evidence.keys.length
}

async function ask<T extends z.ZodType>(url: string, reply: T, init: RequestInit = {}): Promise<z.output<T>> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) })
    if (!response.ok) throw new Error(`it answered ${response.status}`)
    return reply.parse(await response.json())
  } catch (cause) {
    const why = cause instanceof Error && cause.message.startsWith('it answered') ? cause.message : 'no answer of guard'
    throw new GuardAway(`${url}: ${why}`, { cause })
  }
}
