// The account that a path names.
import type { Context } from 'hono'
import { AccountName, Platform } from '#contracts/primitives.ts'
import { MandateError } from '#domain/errors.ts'

/** @throws MandateError NOT_FOUND for a name that no account can have */
export function accountInPath(context: Context): { platform: Platform; account: string } {
  const platform = Platform.safeParse(context.req.param('platform')?.toUpperCase())
  const account = AccountName.safeParse(context.req.param('account'))
  if (platform.success && account.success) return { platform: platform.data, account: account.data }
  throw new MandateError('NOT_FOUND', 'there is no such account')
}
