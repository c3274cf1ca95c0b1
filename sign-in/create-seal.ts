// What a browser keeps for us and can neither read nor change: JWE with a key that only we have.
import { createHash } from 'node:crypto'
import { EncryptJWT, errors, jwtDecrypt } from 'jose'
import type { z } from 'zod'

export interface Seal {
  /** @param use what it is for: a sealed thing opens only for the same */
  close(use: string, content: Record<string, string>, expiresAt: Date): Promise<string>
  /** @returns undefined: not ours, of another use, expired, or not of that shape */
  open<T extends z.ZodType>(use: string, sealed: string, shape: T): Promise<z.output<T> | undefined>
}

export function createSeal(secret: string): Seal {
  const key = createHash('sha256').update(secret).digest()
  return {
    close: (use, content, expiresAt) =>
      new EncryptJWT(content)
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .setAudience(use)
        .setExpirationTime(expiresAt)
        .encrypt(key),
    async open(use, sealed, shape) {
      try {
        const { payload } = await jwtDecrypt(sealed, key, {
          audience: use,
          requiredClaims: ['exp'],
          keyManagementAlgorithms: ['dir'],
          contentEncryptionAlgorithms: ['A256GCM'],
        })
        return shape.safeParse(payload).data
      } catch (error) {
        // Anything may come in a cookie; whoever sent it just has to sign in again.
        if (error instanceof errors.JOSEError) return undefined
        throw error
      }
    },
  }
}
