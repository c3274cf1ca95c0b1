// Secrets on their way to storage: AES-256-GCM under a key of ours, bound to the place that they are kept in.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

export interface Seal {
  close(text: string, place: string): string
  /** @throws Error when it was sealed under another key, for another place, or was changed */
  open(sealed: string, place: string): string
}

/** @throws RangeError unless the key has 32 bytes */
export function createSeal(key: Uint8Array): Seal {
  if (key.byteLength !== 32) throw new RangeError(`the sealing key has ${key.byteLength} bytes; it needs 32`)
  return {
    close(text, place) {
      const iv = randomBytes(12) // 96 bits, never twice under one key (NIST SP 800-38D section 8.2.2)
      const cipher = createCipheriv(ALGORITHM, key, iv).setAAD(Buffer.from(place))
      const bytes = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return [VERSION, ...[iv, bytes, cipher.getAuthTag()].map(part => part.toString('base64url'))].join('.')
    },
    open(sealed, place) {
      const [version, ...parts] = sealed.split('.')
      const [iv, bytes, tag] = parts.map(part => Buffer.from(part, 'base64url'))
      if (version !== VERSION || iv === undefined || bytes === undefined || tag?.byteLength !== TAG_BYTES)
        throw new Error('what is stored is no seal of ours')
      const decipher = createDecipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES })
      decipher.setAAD(Buffer.from(place)).setAuthTag(tag)
      try {
        return Buffer.concat([decipher.update(bytes), decipher.final()]).toString('utf8')
      } catch (cause) {
        throw new Error('what is stored can’t be opened with this key', { cause })
      }
    },
  }
}

const ALGORITHM = 'aes-256-gcm'
const VERSION = 'v1'
const TAG_BYTES = 16
