// What stands under the name of a secret, or of what clients wrote, is not readable in a log, however deep somebody has put it.
// pino's own `redact` does the same by paths, at 0.5 ms a line once a path begins with a wildcard; this takes a few microseconds.
const SECRET_NAMES: ReadonlySet<string> = new Set([
  ...['authorization', 'proxy-authorization', 'cookie', 'set-cookie', 'x-command-signature', 'x-api-key', 'bearer'],
  ...['token', 'access_token', 'accessToken', 'refresh_token', 'refreshToken', 'id_token', 'command_token'],
  ...['signature', 'password', 'passwd', 'secret', 'client_secret', 'clientSecret', 'app_secret', 'appSecret'],
  ...[
    'key',
    'api_key',
    'apiKey',
    'private_key',
    'privateKey',
    'hmac_key',
    'credentials',
    'presigned_url',
    'upload_url',
  ],
  ...['body', 'payload', 'content', 'text', 'transcript', 'query', 'parameters', 'headers', 'request', 'response'],
])

const CENSORED = '[redacted]'
const MAX_DEPTH = 5

/** @returns the same object where nothing had to be hidden */
export function redactFields<T extends object>(fields: T, depth = 0): T {
  let copy: Record<string, unknown> | undefined
  for (const name of Object.keys(fields)) {
    const value = (fields as Record<string, unknown>)[name]
    const shown = SECRET_NAMES.has(name) && value !== undefined ? CENSORED : redacted(value, depth)
    if (shown === value) continue
    copy ??= (Array.isArray(fields) ? [...fields] : { ...fields }) as Record<string, unknown>
    copy[name] = shown
  }
  return (copy ?? fields) as T
}

/** Errors have a serializer of their own. */
function redacted(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Error) return value
  if (ArrayBuffer.isView(value) || depth >= MAX_DEPTH) return CENSORED
  return redactFields(value, depth + 1)
}
