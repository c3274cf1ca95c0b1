// The place of which sizes of card a channel gets.
import type { Channel } from '#contracts/brief.ts'
import type { CardSize } from './card/ornament.ts'
import { isInstagram } from './copy/copy-limit.ts'

/** 16:9: shown uncropped by X, LinkedIn and Facebook pages. */
export const WIDE: CardSize = { width: 1200, height: 675 }
/** 1:1: what Instagram shows in its grid. */
export const SQUARE: CardSize = { width: 1080, height: 1080 }

/** The first is the one to show where only one can be; a real post carries one, so only MOCK, which stands for all, gets both. */
export function cardSizes(channel: Channel): readonly CardSize[] {
  if (channel.platform === 'MOCK') return [WIDE, SQUARE]
  return isInstagram(channel) ? [SQUARE] : [WIDE]
}
