// A piece of audio as it comes: a raw body goes through as a stream, a form is small enough to be read.
import type { AudioType, ChunkHead } from '#contracts/session.ts'
import { MandateError } from '#domain/errors.ts'
import type { ObjectBody } from '#domain/ports/object-store.ts'
import { readBody } from '../body/read-body.ts'
import { demandAudio, headOfForm, headOfHeaders } from './chunk-head.ts'

export interface IncomingChunk {
  head: ChunkHead
  contentType: AudioType
  body: ObjectBody
  bytes: number
}

/** Beside the audio, what a form takes for its fields and boundaries. */
const FORM_ROOM_BYTES = 16_384

/** @throws MandateError UNSUPPORTED_MEDIA_TYPE, PAYLOAD_TOO_LARGE, MALFORMED_REQUEST, VALIDATION_FAILED */
export function readChunk(request: Request, limitBytes: number): Promise<IncomingChunk> {
  const type = request.headers.get('content-type')
  return type?.toLowerCase().startsWith('multipart/form-data')
    ? readForm(request, limitBytes)
    : readRaw(request, demandAudio(type), limitBytes)
}

async function readRaw(request: Request, contentType: AudioType, limitBytes: number): Promise<IncomingChunk> {
  const announced = request.headers.get('content-length')
  if (announced === null || request.body === null) {
    // Of unknown length, which the object store does not take: counted while it is read.
    const body = await readBody(request, limitBytes)
    return { head: headOfHeaders(request.headers), contentType, body, bytes: notEmpty(body.byteLength) }
  }
  const bytes = Number(announced)
  if (bytes > limitBytes) throw tooLarge(limitBytes)
  const head = headOfHeaders(request.headers)
  return { head, contentType, body: request.body, bytes: notEmpty(bytes) }
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
