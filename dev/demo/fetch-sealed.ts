// A document behind its signed link, which must be one that is under seal.
import mammoth from 'mammoth'
import { type SealedSession, sha256Of } from './create-session-client.ts'

export interface SealedDocument {
  docx: Uint8Array
  /** Its paragraphs. */
  text: string
}

/** @throws when no copy in custody has its hash */
export async function fetchSealed(
  url: string,
  { custody }: SealedSession,
  signal: AbortSignal,
): Promise<SealedDocument> {
  const response = await fetch(url, { signal })
  if (!response.ok) throw new Error(`the document's link answered ${response.status}`)
  const docx = new Uint8Array(await response.arrayBuffer())
  const sha256 = sha256Of(docx)
  if (!custody.some(copy => copy.sha256 === sha256)) throw new Error(`no copy in custody has the hash ${sha256}`)
  return { docx, text: (await mammoth.extractRawText({ buffer: Buffer.from(docx) })).value }
}
