// What a platform takes of a text and its media, as far as it can be known without asking the platform: the one table of it.
import type { Platform } from './action-status.ts'

export interface PlatformLimits {
  maxLength: number
  lengthOf: (text: string) => number
  unit: string
  maxMedia: number
  /** It shows nothing without a picture. */
  needsMedia: boolean
}

type Kind = 'post' | 'instagram' | 'ad' | undefined

/** X counts by weight; the others in UTF-16 units, their strictest reading. */
export function platformLimits(
  platform: Platform,
  account: string,
  kind: Kind,
  weightOf: (text: string) => number,
): PlatformLimits {
  switch (platform) {
    case 'TWITTER':
      return { maxLength: 280, lengthOf: weightOf, unit: 'weighted characters', maxMedia: 4, needsMedia: false }
    case 'META': {
      const instagram = kind === 'instagram' || (kind === undefined && account.startsWith('ig-'))
      const ad = kind === 'ad' || (kind === undefined && account.startsWith('ads-'))
      return { ...units(instagram || ad ? 2200 : 63_206), maxMedia: 10, needsMedia: instagram }
    }
    case 'LINKEDIN':
      return { ...units(3000), maxMedia: 20, needsMedia: false }
    case 'MOCK':
      return { ...units(5000), maxMedia: 10, needsMedia: false }
    default:
      return platform satisfies never
  }
}

function units(maxLength: number): Omit<PlatformLimits, 'maxMedia' | 'needsMedia'> {
  return { maxLength, lengthOf: text => text.length, unit: 'characters' }
}
