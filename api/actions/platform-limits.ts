// What a platform takes of a text and its media, as far as it can be known without asking the platform.
import twitterText from 'twitter-text'
import type { Platform } from '#domain/action/action-status.ts'

export interface PlatformLimits {
  maxLength: number
  lengthOf: (text: string) => number
  unit: string
  maxMedia: number
  /** It shows nothing without a picture. */
  needsMedia: boolean
}

type Kind = 'post' | 'instagram' | 'ad' | undefined

/** X counts by weight, any link as 23 (twitter-text); the others in UTF-16 units, their strictest reading. */
export function platformLimits(platform: Platform, account: string, kind: Kind): PlatformLimits {
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

const weightOf = (text: string) => twitterText.parseTweet(text).weightedLength

function units(maxLength: number): Omit<PlatformLimits, 'maxMedia' | 'needsMedia'> {
  return { maxLength, lengthOf: text => text.length, unit: 'characters' }
}
