// Which request publishes: the one that is sent once, as each adapter sends it. A name in braces stands for the account's own id.
import type { AccountKind } from './account-kind.ts'
import type { Platform } from './action-status.ts'

export function publishingRequest(platform: Platform, kind: AccountKind): string {
  switch (platform) {
    case 'TWITTER':
      return 'POST /2/tweets'
    case 'META':
      return kind === 'ads' ? 'POST /{ad-account}/ads' : kind === 'instagram' ? INSTAGRAM : 'POST /{page}/feed'
    case 'LINKEDIN':
      return 'POST /rest/posts'
    case 'MOCK':
      return 'POST /posts'
    default:
      return platform satisfies never
  }
}

const INSTAGRAM = 'POST /{ig-user}/media_publish'
