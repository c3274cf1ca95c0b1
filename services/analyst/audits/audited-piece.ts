// A piece of content as the checks see it: its channel taken apart, its text folded, its links found, all once.
import type { Channel } from '#contracts/brief.ts'
import type { ContentPiece, Media } from '#contracts/content-piece.ts'
import { Platform } from '#contracts/primitives.ts'
import type { PlatformLimit } from './audit-rules.ts'
import { type FoundLink, findLinks } from './text/find-links.ts'
import { type FoldedText, foldText } from './text/fold-text.ts'

export interface AuditedPiece {
  /** `PLATFORM:account`, as it came. */
  channel: string
  /** null: no platform of ours. */
  platform: Channel['platform'] | null
  account: string
  text: string
  folded: FoldedText
  /** The folded text without its links: what people read. */
  readFolded: FoldedText
  links: readonly FoundLink[]
  media: readonly Media[]
}

export function auditedPiece(piece: ContentPiece): AuditedPiece {
  const separator = piece.channel.indexOf(':')
  const platform = Platform.safeParse(separator < 0 ? piece.channel : piece.channel.slice(0, separator))
  const links = findLinks(piece.text)
  const withoutLinks = links.reduce((text, link) => text.replace(link.written, ' '), piece.text)
  return {
    channel: piece.channel,
    platform: platform.success ? platform.data : null,
    account: separator < 0 ? '' : piece.channel.slice(separator + 1),
    text: piece.text,
    folded: foldText(piece.text),
    readFolded: foldText(withoutLinks),
    links,
    media: piece.media,
  }
}

/** The limits of the piece's platform; kinds of accounts with limits of their own are known by their prefix (`ig-`, `ads-`). */
export function limitOf(piece: AuditedPiece, limits: ReadonlyMap<string, PlatformLimit>): PlatformLimit | undefined {
  if (piece.platform === null) return undefined
  const prefix = /^[a-z]+-/.exec(piece.account)?.[0] ?? ''
  return limits.get(`${piece.platform}:${prefix}`) ?? limits.get(piece.platform)
}
