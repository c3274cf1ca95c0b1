// A file as a route takes it: the raw body, or a part of multipart/form-data.
import { MandateError } from '#domain/errors.ts'
import { invalid } from './input-errors.ts'

export interface UploadSpec {
  /** Of the raw body. */
  mediaType: string
  maxBytes: number
  /** The part of a form that is the file. */
  field: string
  /** Other parts of the form, all text: what each is. */
  fields: Record<string, string>
}

export interface Upload {
  bytes: Uint8Array
  /** As the sender's form called it. */
  fileName?: string
  fields: Record<string, string>
}

/** Boundaries and headers of the parts, and the short texts. */
const FORM_ALLOWANCE_BYTES = 64 * 1024

/** @returns how many bytes of body may be read. @throws MandateError UNSUPPORTED_MEDIA_TYPE */
export function demandUploadType(contentType: string | null, spec: UploadSpec): number {
  if (isForm(contentType)) return spec.maxBytes + FORM_ALLOWANCE_BYTES
  if (typeOf(contentType) === spec.mediaType) return spec.maxBytes
  const accepted = [spec.mediaType, 'multipart/form-data']
  throw new MandateError('UNSUPPORTED_MEDIA_TYPE', `the body must be ${accepted.join(' or ')}`, {
    members: { accepted },
  })
}

/** @throws MandateError MALFORMED_REQUEST, VALIDATION_FAILED, PAYLOAD_TOO_LARGE */
export async function parseUpload(
  body: Uint8Array<ArrayBuffer>,
  contentType: string | null,
  spec: UploadSpec,
): Promise<Upload> {
  if (!isForm(contentType)) return { bytes: body, fields: {} }
  const form = await formOf(body, contentType ?? '')
  const files = form.getAll(spec.field)
  const [file] = files
  const fields: Record<string, string> = {}
  const errors = []
  if (!(file instanceof File) || files.length !== 1)
    errors.push({ pointer: `/${spec.field}`, detail: 'must be there once, as a file' })
  for (const [name, value] of form) {
    if (name === spec.field) continue
    if (!Object.hasOwn(spec.fields, name)) errors.push({ pointer: `/${name}`, detail: 'is not a known member' })
    else if (typeof value !== 'string' || name in fields)
      errors.push({ pointer: `/${name}`, detail: 'must be there at most once, as text' })
    else fields[name] = value
  }
  if (errors.length > 0 || !(file instanceof File)) throw invalid(errors.slice(0, 50))
  if (file.size > spec.maxBytes)
    throw new MandateError('PAYLOAD_TOO_LARGE', `the file is larger than ${spec.maxBytes} bytes`, {
      members: { limit_bytes: spec.maxBytes },
    })
  return { bytes: new Uint8Array(await file.arrayBuffer()), fileName: file.name, fields }
}

async function formOf(body: Uint8Array<ArrayBuffer>, contentType: string): Promise<FormData> {
  try {
    return await new Response(body, { headers: { 'content-type': contentType } }).formData()
  } catch (cause) {
    throw new MandateError('MALFORMED_REQUEST', 'the body is no readable multipart/form-data', { cause })
  }
}

const typeOf = (contentType: string | null) => (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
const isForm = (contentType: string | null) => typeOf(contentType) === 'multipart/form-data'
