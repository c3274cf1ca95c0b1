// The one error that the emulated Graph API answers with, and its form on the wire: often HTTP 400, the code says what it is.
import { randomBytes } from 'node:crypto'

export interface GraphErrorBody {
  message: string
  code: number
  type?: string
  error_subcode?: number
  is_transient?: boolean
  error_user_title?: string
  error_user_msg?: string
}

/** Thrown anywhere in a call: answered as `{error: …}` with this status. */
export class GraphError extends Error {
  readonly status: number
  readonly body: GraphErrorBody

  constructor(status: number, body: GraphErrorBody) {
    super(body.message)
    this.name = 'GraphError'
    this.status = status
    this.body = body
  }
}

export function graphErrorResponse({ status, body }: GraphError, headers: Record<string, string> = {}): Response {
  const { message, type = 'OAuthException', ...more } = body
  const error = { message, type, ...more, fbtrace_id: randomBytes(8).toString('base64url') }
  const told = status === 401 ? { 'www-authenticate': `OAuth "Facebook Platform" "invalid_token" "${message}"` } : {}
  return Response.json({ error }, { status, headers: { ...told, ...headers } })
}

/** Code 100: what was asked is not understood or not taken. */
export function invalidParameter(message: string, subcode?: number): GraphError {
  return new GraphError(400, {
    message: `(#100) ${message}`,
    code: 100,
    ...(subcode === undefined ? {} : { error_subcode: subcode }),
  })
}

/** 100/33: not there, not yours, or not able to do this; the Graph API does not tell which. */
export function noSuchObject(method: string, id: string): GraphError {
  return new GraphError(400, {
    message: `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation`,
    type: 'GraphMethodException',
    code: 100,
    error_subcode: 33,
  })
}
