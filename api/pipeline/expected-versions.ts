// `If-Match`: the versions that a change may have been made from (RFC 9110, section 13.1.1).
import type { ExpectedVersions } from '#domain/expected-versions.ts'
import { invalid } from '../body/input-errors.ts'

const TAG = /^"(0|[1-9]\d{0,8})"$/

/**
 * @returns undefined: whichever the newest is
 * @throws MandateError VALIDATION_FAILED for what is no tag of ours
 */
export function expectedVersions(header: string | undefined): ExpectedVersions | undefined {
  if (header === undefined) return undefined
  if (header.trim() === '*') return 'any'
  return header.split(',').map(tag => {
    const version = TAG.exec(tag.trim())?.[1]
    if (version === undefined)
      throw invalid([{ pointer: 'If-Match', detail: 'must be "VERSION", several of them, or *; "0" is none as yet' }])
    return Number(version)
  })
}

/** A strong ETag. */
export const versionTag = (version: number) => `"${version}"`
