// `POST /2/oauth2/token`: a refresh token for the next pair, exactly once.
import type { Context } from 'hono'
import type { TokenBook } from './token-book.ts'

export const CLIENT = { id: 'emulated-client', secret: 'emulated-client-secret' }
const SCOPE = 'tweet.read tweet.write users.read media.write offline.access'

export async function answerTokenRequest(c: Context, book: TokenBook, now: Date): Promise<Response> {
  const form = new URLSearchParams(await c.req.text())
  if (!isClient(c.req.header('authorization'), form.get('client_id')))
    return refused(c, 401, 'unauthorized_client', 'Missing valid authorization header')
  if (form.get('grant_type') !== 'refresh_token')
    return refused(c, 400, 'unsupported_grant_type', 'The authorization grant type is not supported.')
  const granted = book.rotate(form.get('refresh_token') ?? '', now)
  if (granted === undefined) return refused(c, 400, 'invalid_request', 'Value passed for the token was invalid.')
  return c.json({
    token_type: 'bearer',
    expires_in: granted.expiresInS,
    access_token: granted.accessToken,
    scope: SCOPE,
    refresh_token: granted.refreshToken,
  })
}

/** Public clients name themselves in the form, confidential ones by HTTP Basic. */
function isClient(authorization: string | undefined, clientId: string | null): boolean {
  if (authorization === undefined) return clientId === CLIENT.id
  const given = Buffer.from(authorization.replace(/^Basic /i, ''), 'base64').toString()
  return given === `${CLIENT.id}:${CLIENT.secret}`
}

function refused(c: Context, status: 400 | 401, error: string, description: string): Response {
  return c.json({ error, error_description: description }, status)
}
