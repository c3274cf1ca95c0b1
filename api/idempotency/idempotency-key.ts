// The Idempotency-Key header: a quoted sf-string as the draft says, or bare as most clients send it.
import { MandateError } from '#domain/errors.ts'

/**
 * @throws MandateError MALFORMED_REQUEST
 * @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
 */
export function idempotencyKey(header: string | undefined): string | undefined {
  if (header === undefined) return undefined
  const key = unquoted(header.trim())
  if (key === undefined || !/^[\x20-\x7e]{1,255}$/.test(key))
    throw new MandateError('MALFORMED_REQUEST', 'Idempotency-Key must be 1 to 255 printable ASCII characters', {
      members: { errors: [{ pointer: 'Idempotency-Key', detail: 'must be 1 to 255 printable ASCII characters' }] },
    })
  return key
}

function unquoted(value: string): string | undefined {
  if (!value.startsWith('"')) return value
  const inner = /^"((?:[^"\\]|\\["\\])*)"$/.exec(value)?.[1]
  return inner?.replaceAll(/\\(["\\])/g, '$1')
}
