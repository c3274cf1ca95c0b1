// A sealed session on stdin; its document, fetched by its signed link, must be one that is in custody. Runs where the link leads.
import { createHash } from 'node:crypto'
import { text } from 'node:stream/consumers'

const { document_url, custody } = JSON.parse(await text(process.stdin))
const response = await fetch(document_url)
const bytes = new Uint8Array(await response.arrayBuffer())
const sha256 = createHash('sha256').update(bytes).digest('hex')
if (!response.ok || !custody.some(copy => copy.sha256 === sha256))
  throw new Error(`${response.status}, and nothing in custody has the hash ${sha256}`)
console.log(`${bytes.byteLength} bytes of DOCX, as in custody: ${sha256}`)
