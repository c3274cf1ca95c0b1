// LinkedIn's own words for what it does not do.
import type { Context, Handler } from 'hono'

export interface RefusalDetails {
  code?: string
  serviceErrorCode?: number
  headers?: Record<string, string>
}

/** Thrown anywhere in a route that stands in `answering`. */
export class LinkedinRefusal extends Error {
  readonly status: number
  readonly body: object
  readonly headers: Record<string, string>
  constructor(status: number, message: string, { headers = {}, ...details }: RefusalDetails = {}, body?: object) {
    super(message)
    this.status = status
    this.body = body ?? { status, ...details, message }
    this.headers = headers
  }
}

/** The other shape that LinkedIn refuses in, of a body that breaks a rule of posts. */
export function inputRefusal(message: string, code: string, description: string, fieldPath?: string): LinkedinRefusal {
  const input = fieldPath === undefined ? {} : { inputPath: { fieldPath } }
  return new LinkedinRefusal(
    422,
    message,
    {},
    {
      errorDetailType: 'com.linkedin.common.error.BadRequest',
      message,
      errorDetails: { inputErrors: [{ description, input, code }] },
      status: 422,
    },
  )
}

/** @returns the route with its refusals as LinkedIn words them */
export function answering(route: (c: Context) => Response | Promise<Response>): Handler {
  return async c => {
    try {
      return await route(c)
    } catch (error) {
      if (!(error instanceof LinkedinRefusal)) throw error
      return refusalResponse(error)
    }
  }
}

export function refusalResponse({ status, body, headers }: LinkedinRefusal): Response {
  return Response.json(body, { status, headers: { 'x-restli-error-response': 'true', ...headers } })
}
