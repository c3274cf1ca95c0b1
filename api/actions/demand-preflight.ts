// What can be said of a proposal at once: errors refuse it, warnings go along to whoever approves.
import twitterText from 'twitter-text'
import { type PreflightFinding, type PreflightInput, preflight } from '#domain/action/preflight.ts'
import { invalid } from '../body/input-errors.ts'
import { isInnerAddress } from './inner-address.ts'

/**
 * @param mediaOrigins from which media may come although they lead inside
 * @throws MandateError VALIDATION_FAILED when a finding is an error
 */
export function demandPreflight(input: PreflightInput, mediaOrigins: readonly string[]): PreflightFinding[] {
  const findings = preflight(input, {
    weightOf: text => twitterText.parseTweet(text).weightedLength,
    leadsInside: url => !mediaOrigins.includes(url.origin) && isInnerAddress(url),
    now: Date.now(),
  })
  const errors = findings.filter(({ severity }) => severity === 'ERROR')
  if (errors.length > 0) throw invalid(errors.map(({ pointer, message }) => ({ pointer, detail: message })))
  return findings
}
