// One try: signed (Standard Webhooks), to the one address that was checked, without following anything.
import { isIP } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { Agent, fetch, type Response } from 'undici'
import type { AttemptError } from '#domain/webhook/webhook.ts'
import { type Lookup, ReceiverRefused, type ReceiverRules, receiverAddress } from '#queues/webhook/receiver-address.ts'
import { retryAfterMs as readRetryAfter } from '../adapters/upstream/retry-after.ts'

export interface SendOptions extends ReceiverRules {
  timeoutMs: number
  lookup?: Lookup
}

export interface Sending {
  /** `webhook-id` */
  id: string
  url: string
  body: string
  /** Each signs. */
  secrets: readonly string[]
}

export interface Sent {
  httpStatus: number | null
  /** Null: it was taken. */
  error: AttemptError | null
  /** The beginning of the answer. */
  response: string | null
  /** The receiver said so (429, 503). */
  retryAfterMs: number | null
}

/**
 * @param signal of a process that leaves: the try is then none
 * @throws the signal's reason, and nothing else
 */
export async function sendDelivery(sending: Sending, options: SendOptions, signal: AbortSignal): Promise<Sent> {
  const late = AbortSignal.timeout(options.timeoutMs)
  const either = AbortSignal.any([signal, late])
  let agent: Agent | undefined
  try {
    const url = new URL(sending.url)
    const address = await orAborted(receiverAddress(url, options, options.lookup), either)
    agent = pinnedAgent(address, options.timeoutMs)
    const response = await fetch(url, {
      ...{ method: 'POST', body: sending.body, redirect: 'manual', dispatcher: agent, signal: either },
      headers: headersOf(sending),
    })
    return await answered(response)
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof ReceiverRefused) return failed(error.reason)
    return failed(late.aborted ? 'TIMEOUT' : 'UNREACHABLE')
  } finally {
    await agent?.destroy()
  }
}

function headersOf({ id, body, secrets }: Sending): Record<string, string> {
  const now = new Date()
  return {
    'content-type': 'application/json',
    'user-agent': 'Mandate-Webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': secrets.map(secret => new Webhook(secret).sign(id, now, body)).join(' '),
  }
}

async function answered(response: Response): Promise<Sent> {
  const { status: httpStatus, headers } = response
  const isTaken = httpStatus >= 200 && httpStatus < 300
  const error = isTaken ? null : httpStatus >= 300 && httpStatus < 400 ? 'REDIRECT' : 'STATUS'
  const isLater = httpStatus === 429 || httpStatus === 503
  const retryAfterMs = (isLater ? readRetryAfter(headers.get('retry-after'), Date.now()) : undefined) ?? null
  return { httpStatus, error, response: await beginningOf(response), retryAfterMs }
}

const SNIPPET_BYTES = 1024

/** What was answered is known by its status: a body that breaks off or drips changes nothing of it. */
async function beginningOf(response: Response): Promise<string | null> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  try {
    for await (const chunk of response.body ?? []) {
      chunks.push(chunk)
      bytes += chunk.byteLength
      if (bytes >= SNIPPET_BYTES) break
    }
  } catch {
    // as far as it came
  }
  const text = Buffer.concat(chunks).subarray(0, SNIPPET_BYTES).toString('utf8')
  return text === '' ? null : text.replaceAll('\u0000', '').toWellFormed()
}

function pinnedAgent(address: string, timeoutMs: number): Agent {
  return new Agent({
    // Later than our own deadline, which is the one that is told.
    connect: {
      timeout: timeoutMs + 1000,
      lookup: (_, __, done) => done(null, [{ address, family: isIP(address) }]),
    },
  })
}

function failed(error: AttemptError): Sent {
  return { httpStatus: null, error, response: null, retryAfterMs: null }
}

/** A resolver knows no signal. */
async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  work.catch(() => undefined) // told by the race, or too late
  return Promise.race([work, promise])
}
