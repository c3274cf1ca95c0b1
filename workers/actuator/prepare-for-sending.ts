// B: the bytes are still those that were approved, and what the platform wants beforehand is there. Repeatable, no intent.
import { createHash } from 'node:crypto'
import type { LoadedActionStep } from '#db/action/action-load.ts'
import type { ActionError } from '#domain/action/action.ts'
import { backoffMs } from '#domain/outcome.ts'
import { CredentialsRefused } from '#domain/ports/credential-source.ts'
import type { Checkpoints, Handles, PlatformPort, Post, PrepareTools } from '#domain/ports/platform.ts'
import { sayError } from '#queues/logging/say-error.ts'
import { hashMedia, type OpenMedia } from '../adapters/media/hash-media.ts'
import type { ActionOutcome } from './action-outcome.ts'
import { postOf } from './post-of.ts'

export interface PrepareForSending {
  openMedia: OpenMedia
  checkpointsOf(loaded: LoadedActionStep): Promise<Checkpoints>
  closeAccount(tenantId: string, platform: string, account: string, untilMs: number, reason: string): Promise<void>
  noteAuthentication(accountId: string, ok: boolean, reason: string): Promise<void>
}

/** @returns the handles that publishing goes by, or what becomes of the step instead */
export async function prepareForSending(
  ports: PrepareForSending,
  platform: PlatformPort,
  loaded: LoadedActionStep,
  signal: AbortSignal,
): Promise<{ handles: Handles } | ActionOutcome> {
  const post = postOf(loaded)
  try {
    const checkpoints = await ports.checkpointsOf(loaded)
    await demandApprovedBytes(ports.openMedia, post, signal)
    const readMedia: PrepareTools['readMedia'] = (medium, maxBytes) =>
      readApproved(ports.openMedia, medium, maxBytes, signal)
    const prepared = await platform.prepare(post, { checkpoints, readMedia, signal })
    if (prepared.kind === 'ready') return { handles: checkpoints.all() }
    return await notReady(ports, loaded, prepared)
  } catch (error) {
    if (signal.aborted) throw error
    if (error instanceof MediaChanged)
      return failed({ code: 'MEDIA_CHANGED', message: error.message, retryable: false })
    if (error instanceof CredentialsRefused)
      return notReady(ports, loaded, { kind: 'unauthorized', detail: error.message })
    const why = sayError(error)
    return { kind: 'put_off', why, delayMs: backoffMs(Math.min(loaded.step.run, 6), Math.random()) }
  }
}

async function notReady(
  ports: PrepareForSending,
  { record, account }: LoadedActionStep,
  prepared: Exclude<Awaited<ReturnType<PlatformPort['prepare']>>, { kind: 'ready' }>,
): Promise<ActionOutcome> {
  const { tenantId, platform, account: name } = record.action
  switch (prepared.kind) {
    case 'not_yet':
      return { kind: 'put_off', why: prepared.detail, delayMs: prepared.retryInMs }
    case 'refused':
      return failed(prepared.error)
    case 'unauthorized':
      if (account !== undefined) await ports.noteAuthentication(account.id, false, prepared.detail)
      return { kind: 'put_off', why: UNAUTHORIZED, delayMs: 1000, hold: 'ACCOUNT_CLOSED' }
    case 'rate_limited':
      await ports.closeAccount(tenantId, platform, name, prepared.untilMs, 'the platform answered 429')
      return { kind: 'put_off', why: 'the platform answered 429', delayMs: 0, hold: 'PLATFORM_LIMIT' }
    default:
      return prepared satisfies never
  }
}

/** Not in the platform's words, which the account keeps: this goes into the log. */
const UNAUTHORIZED = 'the credentials of the account are not accepted, for the reason that the account names'

const failed = (error: ActionError): ActionOutcome => ({ kind: 'command', command: { type: 'fail', error } })

/** The bytes behind an address are no longer those that people approved. */
class MediaChanged extends Error {}

async function demandApprovedBytes(openMedia: OpenMedia, { media }: Post, signal: AbortSignal): Promise<void> {
  for (const [index, { url, sha256 }] of media.entries())
    if ((await hashMedia(openMedia, url, signal)) !== sha256)
      throw new MediaChanged(`the bytes of /payload/media_urls/${index} are no longer those that were approved`)
}

async function readApproved(
  openMedia: OpenMedia,
  { url, sha256 }: Post['media'][number],
  maxBytes: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of await openMedia(url, signal)) {
    bytes += chunk.byteLength
    if (bytes > maxBytes) throw new Error(`a medium has over ${maxBytes} bytes`)
    chunks.push(chunk)
  }
  const whole = Buffer.concat(chunks)
  if (createHash('sha256').update(whole).digest('hex') !== sha256)
    throw new MediaChanged('the bytes of a medium are no longer those that were approved')
  return whole
}
