// The place of how long a text may be on a channel, and how its length is counted there.
import twitterText from 'twitter-text'
import type { Channel } from '#contracts/brief.ts'

export interface CopyLimit {
  readonly max: number
  lengthOf(text: string): number
}

/** X counts by weight, any link as 23 (twitter-text); the others are counted in UTF-16 units, their strictest reading. */
export function copyLimit(channel: Channel): CopyLimit {
  switch (channel.platform) {
    case 'TWITTER':
      return { max: 280, lengthOf: text => twitterText.parseTweet(text).weightedLength }
    case 'LINKEDIN':
      return units(3000)
    case 'META':
      return units(isInstagram(channel) || channel.account.startsWith('ads-') ? 2200 : 63_206)
    case 'MOCK':
      return units(5000)
    default:
      return channel.platform satisfies never
  }
}

/** Accounts of Meta whose name begins `ig-` are Instagram accounts (CONTRACT section 4, accounts). */
export function isInstagram(channel: Channel): boolean {
  return channel.platform === 'META' && channel.account.startsWith('ig-')
}

function units(max: number): CopyLimit {
  return { max, lengthOf: text => text.length }
}
