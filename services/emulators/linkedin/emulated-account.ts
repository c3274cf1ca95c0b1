// Who asks: the tokens that the emulator takes, and the URN that each may act for.
import type { Context } from 'hono'
import { AccountName } from '#contracts/primitives.ts'
import { LinkedinRefusal } from './linkedin-refusal.ts'

export interface EmulatedAccount {
  /** Mandate's name of it. */
  name: string
  kind: 'organization' | 'member'
  /** `urn:li:organization:NAME`, or `urn:li:person:NAME` for names beginning `member-`. */
  urn: string
}

/** @throws LinkedinRefusal 401 without the token `emulated-NAME` */
export function accountOfToken(c: Context): EmulatedAccount {
  const header = c.req.header('authorization')
  if (header === undefined) throw new LinkedinRefusal(401, 'Empty oauth2_access_token', { serviceErrorCode: 401 })
  const name = AccountName.safeParse(/^Bearer emulated-(\S+)$/i.exec(header)?.[1])
  if (!name.success)
    throw new LinkedinRefusal(401, 'Invalid access token', { serviceErrorCode: 65600, code: 'INVALID_ACCESS_TOKEN' })
  const kind = name.data.startsWith('member-') ? 'member' : 'organization'
  return { name: name.data, kind, urn: `urn:li:${kind === 'member' ? 'person' : 'organization'}:${name.data}` }
}

/** @throws LinkedinRefusal 403 when a token names another than its own in this field */
export function demandOwn(account: EmulatedAccount, urn: string, field: string): void {
  if (urn === account.urn) return
  throw new LinkedinRefusal(
    403,
    `Field Value validation failed in REQUEST_BODY: Data Processing Exception while processing fields [/${field}]`,
    { serviceErrorCode: 100, code: 'ACCESS_DENIED' },
  )
}

/** @throws LinkedinRefusal 403 for members: to read their posts takes a permission that LinkedIn grants to nobody */
export function demandOrganization(account: EmulatedAccount, call: string): void {
  if (account.kind === 'organization') return
  throw new LinkedinRefusal(403, `Not enough permissions to access: ${call}`, {
    serviceErrorCode: 100,
    code: 'ACCESS_DENIED',
  })
}
