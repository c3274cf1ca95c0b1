// Asks a platform whether it accepts the credentials of an account, and opens or closes the account by the answer.
import type { LoadedAccountStep } from '#db/account/account-load-steps.ts'
import { CredentialsRefused } from '#domain/ports/credential-source.ts'
import type { PlatformPort } from '#domain/ports/platform.ts'

export interface CheckAccountPorts {
  platformOf(platform: string): PlatformPort
  noteAuthentication(accountId: string, ok: boolean, reason: string): Promise<void>
}

/** @returns whether they were accepted. @throws when the platform did not say */
export function checkAccount({ platformOf, noteAuthentication }: CheckAccountPorts) {
  return async ({ id, platform, account }: LoadedAccountStep, signal: AbortSignal): Promise<boolean> => {
    try {
      const ok = await platformOf(platform).authenticate(account, signal)
      await noteAuthentication(id, ok, 'its credentials are refused')
      return ok
    } catch (error) {
      if (!(error instanceof CredentialsRefused)) throw error
      await noteAuthentication(id, false, error.message)
      return false
    }
  }
}
