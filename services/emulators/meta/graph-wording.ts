// What the Graph API says about a publishing call, in the words of the surface that it was made on.
import type { Wording } from '../publish-through-faults.ts'
import type { GraphCall } from './graph-call.ts'
import { GraphError, type GraphErrorBody, graphErrorResponse } from './graph-error.ts'
import { type Surface, surfaceOf } from './surface-of.ts'
import { usageHeaders } from './usage-headers.ts'

/** @param objection the surface's own last look before the commit */
export function graphWording({ account, world }: GraphCall, objection?: () => GraphError | undefined): Wording {
  const surface = surfaceOf(account)
  return {
    created: (post, standing) =>
      Response.json({ id: post.id }, { headers: usageHeaders(surface, account, standing, world.now()) }),
    rateLimited: standing =>
      graphErrorResponse(
        new GraphError(400, THROTTLED[surface]),
        usageHeaders(surface, account, { ...standing, allowed: false, remaining: 0 }, world.now()),
      ),
    duplicate: () => graphErrorResponse(surface === 'instagram' ? containerGone() : duplicatePost()),
    serverError: () =>
      graphErrorResponse(
        new GraphError(500, { message: 'Service temporarily unavailable', code: 2, is_transient: true }),
      ),
    objection() {
      const error = (RESTRICTED.test(account) ? restricted(surface) : undefined) ?? objection?.()
      return error === undefined ? undefined : graphErrorResponse(error)
    },
  }
}

/** Accounts that Meta lets do everything but publish, e.g. `ig-restricted`. */
const RESTRICTED = /(^|-)restricted/

const THROTTLED: Record<Surface, GraphErrorBody> = {
  page: { message: '(#32) Page request limit reached', code: 32, error_subcode: 2494055 },
  instagram: { message: 'There have been too many calls to this Instagram account.', code: 80002 },
  ads: { message: 'There have been too many calls to this ad-account.', code: 80004, error_subcode: 2446079 },
}

export function duplicatePost(): GraphError {
  return new GraphError(400, {
    message: 'Duplicate status message',
    code: 506,
    error_subcode: 1455006,
    is_transient: false,
    error_user_title: 'Duplicate Status Update',
    error_user_msg: 'This status update is identical to the last one you posted.',
  })
}

/** A container is taken once; afterwards it is as if it had never been. */
export function containerGone(): GraphError {
  return new GraphError(400, {
    message: 'The media builder does not exist or has been expired.',
    code: 24,
    error_subcode: 2207008,
    is_transient: false,
  })
}

function restricted(surface: Surface): GraphError {
  return surface === 'instagram'
    ? new GraphError(400, { message: 'The Instagram account is restricted.', code: 25, error_subcode: 2207050 })
    : new GraphError(400, {
        message: 'The action attempted has been deemed abusive or is otherwise disallowed',
        code: 368,
        error_subcode: 1346003,
        is_transient: false,
      })
}
