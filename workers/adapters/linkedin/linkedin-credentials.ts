// What an account signs in with at LinkedIn, and in whose name it posts.
import { z } from 'zod'
import type { AccountKind } from '#domain/action/account-kind.ts'
import { type CredentialSource, CredentialsRefused } from '#domain/ports/credential-source.ts'
import type { PlatformAccount } from '#domain/ports/platform.ts'

export interface LinkedinCredentials {
  accessToken: string
  /** `urn:li:organization:…` or `urn:li:person:…`. */
  author: string
}

// What goes into a header must not be able to end it.
const Token = z.string().regex(/^[\x21-\x7e]+$/)
const idOf = (entity: string) => new RegExp(`^urn:li:${entity}:[\\w.-]+$`)

const Credentials = {
  organization: z.object({ access_token: Token, author: z.string().regex(idOf('organization')) }),
  member: z.object({ access_token: Token, author: z.string().regex(idOf('person')) }),
}

/** @throws CredentialsRefused when there are none, or none for an account of this kind; names no secret */
export async function linkedinCredentials(
  source: CredentialSource,
  account: PlatformAccount,
  signal: AbortSignal,
): Promise<LinkedinCredentials> {
  const schema = schemaOf(account.kind)
  if (schema === undefined) throw new CredentialsRefused(`LINKEDIN has no accounts of kind ${account.kind}`)
  const parsed = schema.safeParse(await source.credentialsOf('LINKEDIN', account, signal))
  if (parsed.success) return { accessToken: parsed.data.access_token, author: parsed.data.author }
  const wrong = [...new Set(parsed.error.issues.map(({ path }) => path.join('.') || 'all of it'))].join(', ')
  throw new CredentialsRefused(
    `the credentials of the ${account.kind} ${account.account} at LINKEDIN can't be used: wrong is ${wrong}`,
  )
}

function schemaOf(kind: AccountKind) {
  return kind === 'organization' || kind === 'member' ? Credentials[kind] : undefined
}
