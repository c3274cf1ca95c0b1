// X's own words for what it refuses, each with its status: the bodies that its clients know.
import type { Context } from 'hono'

/** Thrown anywhere in X's routes: answered as `application/problem+json`, without the members of our own problems. */
export class XProblem extends Error {
  readonly status: 400 | 401 | 403 | 404 | 413 | 429
  readonly body: Readonly<Record<string, unknown>>

  constructor(status: XProblem['status'], body: Record<string, unknown>) {
    super(String(body.detail))
    this.name = 'XProblem'
    this.status = status
    this.body = body
  }
}

/** Headers set before, such as those of the window, go with it. */
export function answerProblem(c: Context, { status, body }: XProblem): Response {
  return c.body(JSON.stringify(body), status, { 'content-type': 'application/problem+json; charset=utf-8' })
}

const TYPES = 'https://api.x.com/2/problems/'

export function unauthorized(): XProblem {
  return plain(401, 'Unauthorized', 'Unauthorized')
}

/** @param message what is wrong, e.g. `$.txt: is not defined in the schema and the schema does not allow additional properties` */
export function invalidRequest(message: string, parameters: Record<string, readonly string[]> = {}): XProblem {
  return new XProblem(400, {
    errors: [{ parameters, message }],
    title: 'Invalid Request',
    detail: 'One or more parameters to your request was invalid.',
    type: `${TYPES}invalid-request`,
    status: 400,
  })
}

export function duplicateContent(): XProblem {
  return plain(403, 'Forbidden', 'You are not allowed to create a Tweet with duplicate content.')
}

export function tooLong(): XProblem {
  return plain(
    403,
    'Forbidden',
    'Your Tweet text is too long. For more information on how Twitter determines text length see https://github.com/twitter/twitter-text.',
  )
}

export function tooManyRequests(): XProblem {
  return plain(429, 'Too Many Requests', 'Too Many Requests')
}

export function notFound(kind: 'tweet' | 'user' | 'media', id: string): XProblem {
  return new XProblem(404, notFoundBody(kind, id))
}

/** Inside of a 200, too: X answers what it can, and lists what it could not. */
export function notFoundBody(kind: 'tweet' | 'user' | 'media', id: string): Record<string, unknown> {
  return {
    value: id,
    detail: `Could not find ${kind} with id: [${id}].`,
    title: 'Not Found Error',
    resource_type: kind,
    parameter: 'id',
    resource_id: id,
    type: `${TYPES}resource-not-found`,
  }
}

/** For a path that X does not have. */
export function noSuchPath(): XProblem {
  return plain(404, 'Not Found', 'Not Found')
}

function plain(status: XProblem['status'], title: string, detail: string): XProblem {
  return new XProblem(status, { title, detail, type: 'about:blank', status })
}
