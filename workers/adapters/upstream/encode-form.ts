// A form with one file as bytes: FormData and Blob would hold each audio several times, where no garbage collector counts it.
// Source: RFC 7578.
import { randomUUID } from 'node:crypto'

export interface Form {
  /** Names, types and file names are ours and need no escaping. */
  file: { name: string; fileName: string; type: string; bytes: Uint8Array }
  fields: Readonly<Record<string, string>>
}

export function encodeForm({ file, fields }: Form): { contentType: string; body: Buffer } {
  const boundary = `mandate-${randomUUID()}`
  const part = (disposition: string, more = '') =>
    `--${boundary}\r\ncontent-disposition: form-data; ${disposition}${more}\r\n\r\n`
  const before = Object.entries(fields).map(([name, value]) => `${part(`name="${name}"`)}${value}\r\n`)
  const head = part(`name="${file.name}"; filename="${file.fileName}"`, `\r\ncontent-type: ${file.type}`)
  const body = Buffer.concat([Buffer.from(before.join('') + head), file.bytes, Buffer.from(`\r\n--${boundary}--\r\n`)])
  return { contentType: `multipart/form-data; boundary=${boundary}`, body }
}
