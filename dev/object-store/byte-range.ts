// The place where a Range header becomes the first and last byte to send.
// Source: RFC 9110 section 14; like S3, a header that is not one valid range of bytes is as good as none.

import { S3Error } from './s3-error.ts'

export interface ByteRange {
  first: number
  /** Inclusive. */
  last: number
}

/** `undefined`: send all. Throws InvalidRange when no byte of the object is in the range. */
export function parseByteRange(header: string | undefined, bytes: number): ByteRange | undefined {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '')
  if (match === null) return undefined
  const [from, to] = [match[1] ?? '', match[2] ?? '']
  if (from === '' && to === '') return undefined
  const first = from === '' ? Math.max(0, bytes - Number(to)) : Number(from)
  const last = from === '' || to === '' ? bytes - 1 : Math.min(Number(to), bytes - 1)
  if (from !== '' && to !== '' && Number(to) < first) return undefined
  if (first >= bytes || (from === '' && Number(to) === 0)) {
    throw new S3Error('InvalidRange', undefined, { RangeRequested: header ?? '', ActualObjectSize: String(bytes) })
  }
  return { first, last }
}
