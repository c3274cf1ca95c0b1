// The checks of a command that need no ledger: its signature and its token.
import type { JWTVerifyGetKey } from 'jose'
import { MandateError } from '#domain/errors.ts'
import { isSignedBy } from '#queues/command/command-signature.ts'
import { type CommandToken, CommandTokenInvalid, readCommandToken } from '#queues/command/command-token.ts'

export interface CommandChecks {
  /** @throws MandateError COMMAND_SIGNATURE_INVALID */
  demandSignature(body: Uint8Array, signature: string | undefined): void
  /** @throws MandateError COMMAND_TOKEN_INVALID; UNAVAILABLE when enterprise's keys can't be had */
  readToken(token: string, expected: { tenantId: string; actionId: string }): Promise<CommandToken>
}

export interface CommandCheckOptions {
  /** Two while they rotate; none: no command holds. */
  hmacKeys: readonly string[]
  issuer: string
  keys: JWTVerifyGetKey
}

export function createCommandChecks({ hmacKeys, issuer, keys }: CommandCheckOptions): CommandChecks {
  return {
    demandSignature(body, signature) {
      if (isSignedBy(hmacKeys, body, signature)) return
      const detail = signature === undefined ? 'X-Command-Signature is missing' : 'X-Command-Signature does not hold'
      throw new MandateError('COMMAND_SIGNATURE_INVALID', detail)
    },
    async readToken(token, expected) {
      try {
        return await readCommandToken(token, keys, { issuer, ...expected, atMs: Date.now() })
      } catch (cause) {
        if (cause instanceof CommandTokenInvalid)
          throw new MandateError('COMMAND_TOKEN_INVALID', cause.message, { cause })
        throw new MandateError('UNAVAILABLE', 'enterprise’s keys can’t be had just now', { cause, retryable: true })
      }
    },
  }
}
