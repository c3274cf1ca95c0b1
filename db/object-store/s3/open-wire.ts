// The place where the calls that every chunk of a session costs go straight onto the wire: AWS's client was the largest part of what
// an append costs the API, and of what custody leaves to the garbage collector.

import { setTimeout as pause } from 'node:timers/promises'
import { type Dispatcher, Pool } from 'undici'
import type { S3Config } from './client.ts'
import { fromRefusal, toObjectStoreError } from './errors.ts'
import { encodePath, encodeStrictly, signRequest } from './sign-request.ts'

export interface Wire {
  /** @throws ObjectStoreError for any answer that is not 2xx; otherwise its body is to be read to its end */
  send(call: WireCall): Promise<Dispatcher.ResponseData>
  close(): void
}

export interface WireCall {
  method: 'GET' | 'HEAD' | 'PUT'
  /** Default: the one it was opened for. */
  bucket?: string
  key: string
  versionId?: string | undefined
  /** Names in lower case; with a body, `x-amz-content-sha256` among them. */
  headers: Record<string, string>
  body?: Uint8Array | AsyncIterable<Uint8Array>
  /** Whether it may be done twice. */
  repeatable: boolean
  /** Ends the call, its body included. */
  signal: AbortSignal
}

const EMPTY_SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
const TRIES = 3
const FIRST_PAUSE_MS = 50

/** Connects on first use. */
export function openWire({ endpoint, bucket: own, region, accessKeyId, secretAccessKey }: S3Config): Wire {
  const { origin, host, pathname } = new URL(endpoint)
  const root = pathname.replace(/\/$/, '')
  const sign = signRequest({ host, region, accessKeyId, secretAccessKey })
  // Deadlines are the caller's: `signal`.
  const pool = new Pool(origin, { connections: 64, connect: { timeout: 3000 }, headersTimeout: 0, bodyTimeout: 0 })

  const once = async ({ method, bucket = own, key, versionId, headers: given, body, signal }: WireCall) => {
    const headers = body === undefined ? { 'x-amz-content-sha256': EMPTY_SHA256, ...given } : given
    const path = encodePath(`${root}/${bucket}/${key}`)
    const query = versionId === undefined ? '' : `versionId=${encodeStrictly(versionId)}`
    const signed = sign({ method, path, query, headers })
    const answer = await pool.request({
      ...{ method, path: query === '' ? path : `${path}?${query}`, headers: signed, signal },
      // undici takes any iterable of bytes; its types know only Node's own streams.
      ...(body === undefined ? {} : { body: body as Uint8Array }),
    })
    if (answer.statusCode < 300) return answer
    throw fromRefusal(answer.statusCode, await answer.body.text())
  }

  return {
    async send(call) {
      for (let tried = 1; ; tried++) {
        try {
          return await once(call)
        } catch (cause) {
          const error = toObjectStoreError(cause)
          const again = call.repeatable && error.reason === 'UNAVAILABLE' && tried < TRIES && !call.signal.aborted
          if (!again) throw error
          await pause(FIRST_PAUSE_MS * 2 ** tried * Math.random(), undefined, { signal: call.signal })
        }
      }
    },
    close: () => void pool.destroy().catch(() => undefined),
  }
}
