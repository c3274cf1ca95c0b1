// What an account is on its platform.
import type { Platform } from './action-status.ts'

export const ACCOUNT_KINDS = ['user', 'page', 'instagram', 'ads', 'organization', 'member'] as const
export type AccountKind = (typeof ACCOUNT_KINDS)[number]

/** The kinds that a platform has. */
export const KINDS_OF_PLATFORM = {
  TWITTER: ['user'],
  META: ['page', 'instagram', 'ads'],
  LINKEDIN: ['organization', 'member'],
  MOCK: ['user', 'ads'],
} as const satisfies Record<Platform, readonly AccountKind[]>

/** The kind that a name tells (CONTRACT section 4): `ig-`, `ads-`, `member-` where the platform has it, else its usual one. */
export function kindOfName(platform: Platform, account: string): AccountKind {
  const kinds: readonly AccountKind[] = KINDS_OF_PLATFORM[platform]
  const told = PREFIXES.find(({ prefix, kind }) => account.startsWith(prefix) && kinds.includes(kind))
  return told?.kind ?? KINDS_OF_PLATFORM[platform][0]
}

const PREFIXES: readonly { prefix: string; kind: AccountKind }[] = [
  { prefix: 'ig-', kind: 'instagram' },
  { prefix: 'ads-', kind: 'ads' },
  { prefix: 'member-', kind: 'member' },
]
