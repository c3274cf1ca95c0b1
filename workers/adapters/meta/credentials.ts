// What an account of Meta signs in with, parsed once: a token, the app's secret where it is known, and the node it acts on.
import { z } from 'zod'
import type { AccountKind } from '#domain/action/account-kind.ts'
import type { JsonObject } from '#domain/audit-entry.ts'
import { CredentialsRefused } from '#domain/ports/credential-source.ts'

export interface MetaCredentials {
  accessToken: string
  /** With it every call is proven to come from our app, so that a stolen token alone is of no use. */
  appSecret?: string
  /** The page, the Instagram user or the ad account (`act_…`). */
  node: string
  /** The page whose name an ad appears in; for the others their own node. */
  appearsAs: string
  /** Who an ad is for and who pays for it, which the EU wants told where the ad account has no default. */
  dsa?: { beneficiary: string; payor: string }
}

export type MetaKind = Extract<AccountKind, 'page' | 'instagram' | 'ads'>

/** @throws CredentialsRefused naming the members that are missing or wrong, and no value */
export function metaCredentials(kind: MetaKind, json: JsonObject): MetaCredentials {
  const parsed = SHAPES[kind].safeParse(json)
  if (parsed.success) return parsed.data
  const members = [...new Set(parsed.error.issues.map(({ path }) => path.join('.')))]
  throw new CredentialsRefused(`the credentials of a META ${kind} lack a usable ${members.join(', ')}`)
}

const Id = z.string().regex(/^[\w.-]+$/)
const Signing = { access_token: z.string().regex(/^\S+$/), app_secret: z.string().min(1).optional() }

const SHAPES = {
  page: z
    .object({ ...Signing, page_id: Id })
    .transform(({ page_id, ...signing }) => ({ ...signedBy(signing), node: page_id, appearsAs: page_id })),
  instagram: z
    .object({ ...Signing, ig_user_id: Id })
    .transform(({ ig_user_id, ...signing }) => ({ ...signedBy(signing), node: ig_user_id, appearsAs: ig_user_id })),
  ads: z
    .object({
      ...Signing,
      ad_account_id: Id.startsWith('act_'),
      page_id: Id,
      dsa: z.object({ beneficiary: z.string().min(1), payor: z.string().min(1) }).optional(),
    })
    .transform(({ ad_account_id, page_id, dsa, ...signing }) => ({
      ...signedBy(signing),
      node: ad_account_id,
      appearsAs: page_id,
      ...(dsa === undefined ? {} : { dsa }),
    })),
} satisfies Record<MetaKind, z.ZodType<MetaCredentials>>

function signedBy({ access_token, app_secret }: { access_token: string; app_secret?: string | undefined }) {
  return { accessToken: access_token, ...(app_secret === undefined ? {} : { appSecret: app_secret }) }
}
