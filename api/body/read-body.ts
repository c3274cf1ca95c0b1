// Reads a request's body within its limit; one that says it is larger is refused before a byte of it is read.
import { MandateError } from '#domain/errors.ts'

/** @returns the bytes; empty when there is no body */
export async function readBody(request: Request, limitBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const announced = request.headers.get('content-length')
  if (announced !== null) {
    if (Number(announced) > limitBytes) throw tooLarge(limitBytes)
    if (announced === '0') return NOTHING
    // Node's parser holds the sender to the length that it announced.
    return new Uint8Array(await whole(request))
  }
  if (request.headers.get('transfer-encoding') === null && request.body === null) return NOTHING
  return readCounted(request, limitBytes)
}

const NOTHING = new Uint8Array()

async function whole(request: Request): Promise<ArrayBuffer> {
  try {
    return await request.arrayBuffer()
  } catch (error) {
    throw brokenOff(error)
  }
}

async function readCounted(request: Request, limitBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  if (request.body === null) return NOTHING
  const chunks: Uint8Array[] = []
  let bytes = 0
  const reader = request.body.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return Buffer.concat(chunks)
      bytes += value.byteLength
      if (bytes > limitBytes) throw tooLarge(limitBytes)
      chunks.push(value)
    }
  } catch (error) {
    // Nothing more of it is wanted; that it can't even be cancelled changes nothing about the refusal.
    reader.cancel().catch(() => undefined)
    throw error instanceof MandateError ? error : brokenOff(error)
  }
}

function tooLarge(limitBytes: number): MandateError {
  return new MandateError('PAYLOAD_TOO_LARGE', `the body is larger than ${limitBytes} bytes`, {
    members: { limit_bytes: limitBytes },
  })
}

function brokenOff(cause: unknown): MandateError {
  return new MandateError('MALFORMED_REQUEST', 'the body broke off', { cause })
}
