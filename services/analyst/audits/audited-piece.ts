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
  /** All of it, for counting. */
  fullText: string
  /** What the patterns look at: all of it, unless it is longer than any platform takes and fails for that alone. */
  text: string
  folded: FoldedText
  /** The folded text without its links: what people read. */
  readFolded: FoldedText
  links: readonly FoundLink[]
  media: readonly Media[]
}

/** Above the longest limit of all platforms (Meta's 63,206). */
const MOST_READ = 65_536

export function auditedPiece(piece: ContentPiece): AuditedPiece {
  const separator = piece.channel.indexOf(':')
  const platform = Platform.safeParse(separator < 0 ? piece.channel : piece.channel.slice(0, separator))
  const text = piece.text.slice(0, MOST_READ)
  const links = findLinks(text)
  const withoutLinks = links.reduce((rest, link) => rest.replaceAll(link.written, ' '), text)
  return {
    channel: piece.channel,
    platform: platform.success ? platform.data : null,
    account: separator < 0 ? '' : piece.channel.slice(separator + 1),
    fullText: piece.text,
    text,
    folded: foldText(text),
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
