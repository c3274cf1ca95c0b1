// What the table of limits says about an action, as workers ask it.
import twitterText from 'twitter-text'
import { type PreflightFinding, type PreflightInput, preflight } from '#domain/action/preflight.ts'

export function preflightOf(input: PreflightInput): PreflightFinding[] {
  return preflight(input, {
    weightOf: text => twitterText.parseTweet(text).weightedLength,
    // Judged where it is read, at the address that the name really leads to.
    leadsInside: () => false,
    now: Date.now(),
  })
}
