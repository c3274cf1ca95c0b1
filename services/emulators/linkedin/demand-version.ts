// The headers without which the versioned API serves nobody.
import type { MiddlewareHandler } from 'hono'
import { LinkedinRefusal, refusalResponse } from './linkedin-refusal.ts'

/** A version is served for a year: these months, both included. */
const OLDEST_ACTIVE = '202510'
const NEWEST_ACTIVE = '202609'

/** Answers 400 and 426 as LinkedIn does; else goes on. */
export function demandVersion(): MiddlewareHandler {
  return async (c, next) => {
    const refusal = refusalOf(c.req.header('linkedin-version'), c.req.header('x-restli-protocol-version'))
    return refusal === undefined ? next() : refusalResponse(refusal)
  }
}

function refusalOf(version: string | undefined, protocol: string | undefined): LinkedinRefusal | undefined {
  if (version === undefined)
    return new LinkedinRefusal(
      400,
      'A version must be present. Please specify a version by adding the LinkedIn-Version header.',
      { code: 'VERSION_MISSING' },
    )
  if (!isActive(version))
    return new LinkedinRefusal(426, `Requested version ${version.slice(0, 20)} is not active`, {
      code: 'NONEXISTENT_VERSION',
    })
  if (protocol !== '2.0.0')
    return new LinkedinRefusal(400, `Rest.li protocol version ${(protocol ?? '1.0.0').slice(0, 20)} is not supported`)
  return undefined
}

function isActive(version: string): boolean {
  return /^\d{4}(0[1-9]|1[0-2])$/.test(version) && version >= OLDEST_ACTIVE && version <= NEWEST_ACTIVE
}
