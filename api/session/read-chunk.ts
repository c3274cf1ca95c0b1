// A piece of audio as it comes: a raw body goes through as a stream, unless it is small; a form is small enough to be read.
import type { Context } from 'hono'
import type { AudioType, ChunkHead } from '#contracts/session.ts'
import { MandateError } from '#domain/errors.ts'
import type { ObjectBody } from '#domain/ports/object-store.ts'
import { bodyStream } from '../body/body-stream.ts'
import { readBody } from '../body/read-body.ts'
import { demandAudio, headOfForm, headOfHeaders } from './chunk-head.ts'

export interface IncomingChunk {
  head: ChunkHead
  contentType: AudioType
  body: ObjectBody
  bytes: number
}

/** Up to here streaming a body costs more than it saves. */
const HELD_BYTES = 128 * 1024

/** Beside the audio, what a form takes for its fields and boundaries. */
const FORM_ROOM_BYTES = 16_384

/** @throws MandateError UNSUPPORTED_MEDIA_TYPE, PAYLOAD_TOO_LARGE, MALFORMED_REQUEST, VALIDATION_FAILED */
export function readChunk(context: Context, limitBytes: number): Promise<IncomingChunk> {
  const request = context.req.raw
  const type = request.headers.get('content-type')
  return type?.toLowerCase().startsWith('multipart/form-data')
    ? readForm(request, limitBytes)
    : readRaw(context, demandAudio(type), limitBytes)
}

async function readRaw(context: Context, contentType: AudioType, limitBytes: number): Promise<IncomingChunk> {
  const request = context.req.raw
  const announced = request.headers.get('content-length')
  if (announced === null) {
    // Of unknown length, which the object store does not take: counted while it is read.
    const body = await readBody(request, limitBytes)
    return { head: headOfHeaders(request.headers), contentType, body, bytes: notEmpty(body.byteLength) }
  }
  const bytes = Number(announced)
  if (bytes > limitBytes) throw tooLarge(limitBytes)
  const head = headOfHeaders(request.headers)
  notEmpty(bytes)
  const body = bodyStream(context)
  if (body === null) throw new MandateError('MALFORMED_REQUEST', 'there is no audio in the body')
  return { head, contentType, body: bytes > HELD_BYTES ? body : await held(body), bytes }
}

async function held(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  try {
    for await (const chunk of body) chunks.push(chunk)
  } catch (cause) {
    throw new MandateError('MALFORMED_REQUEST', 'the body broke off', { cause })
  }
  return Buffer.concat(chunks)
}

async function readForm(request: Request, limitBytes: number): Promise<IncomingChunk> {
  const whole = await readBody(request, limitBytes + FORM_ROOM_BYTES)
  const form = await formOf(request, whole)
  const file = form.get('audio')
  if (!(file instanceof File)) throw new MandateError('MALFORMED_REQUEST', 'the form has no file `audio`')
  const contentType = demandAudio(file.type)
  if (file.size > limitBytes) throw tooLarge(limitBytes)
  const head = headOfForm(form)
  return { head, contentType, body: new Uint8Array(await file.arrayBuffer()), bytes: notEmpty(file.size) }
}

async function formOf(request: Request, whole: Uint8Array): Promise<FormData> {
  const headers = { 'content-type': request.headers.get('content-type') ?? '' }
  try {
    return await new Response(whole as Uint8Array<ArrayBuffer>, { headers }).formData()
  } catch (cause) {
    throw new MandateError('MALFORMED_REQUEST', 'the body is no form', { cause })
  }
}

function notEmpty(bytes: number): number {
  if (bytes > 0) return bytes
  throw new MandateError('MALFORMED_REQUEST', 'there is no audio in the body')
}

function tooLarge(limitBytes: number): MandateError {
  return new MandateError('PAYLOAD_TOO_LARGE', `a chunk has at most ${limitBytes} bytes`, {
    members: { limit_bytes: limitBytes },
  })
}
