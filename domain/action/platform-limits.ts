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

export type ContentKind = 'post' | 'instagram' | 'ad'

/** X counts by weight; the others in UTF-16 units, their strictest reading. */
export function platformLimits(
  platform: Platform,
  kind: ContentKind,
  weightOf: (text: string) => number,
): PlatformLimits {
  switch (platform) {
    case 'TWITTER':
      return { maxLength: 280, lengthOf: weightOf, unit: 'weighted characters', maxMedia: 4, needsMedia: false }
    case 'META':
      return META_LIMITS[kind]
    case 'LINKEDIN':
      return { ...units(3000), maxMedia: 20, needsMedia: false }
    case 'MOCK':
      return { ...units(5000), maxMedia: 10, needsMedia: false }
    default:
      return platform satisfies never
  }
}

const META_LIMITS: Record<ContentKind, PlatformLimits> = {
  post: { ...units(63_206), maxMedia: 10, needsMedia: false },
  instagram: { ...units(2200), maxMedia: 10, needsMedia: true },
  ad: { ...units(2200), maxMedia: 1, needsMedia: false },
}

function units(maxLength: number): Omit<PlatformLimits, 'maxMedia' | 'needsMedia'> {
  return { maxLength, lengthOf: text => text.length, unit: 'characters' }
}
