// Which media types a JSON route takes.
import { MandateError } from '#domain/errors.ts'

/**
 * @param others what the route takes besides
 * @throws MandateError UNSUPPORTED_MEDIA_TYPE unless it is JSON in UTF-8
 */
export function demandJson(contentType: string | null, others: readonly string[] = []): void {
  const [type = '', ...parameters] = (contentType ?? '').toLowerCase().split(';')
  const isJson = type.trim() === 'application/json' || /^application\/[\w.+-]+\+json$/.test(type.trim())
  const charset = parameters.map(parameter => parameter.trim()).find(parameter => parameter.startsWith('charset='))
  const isUtf8 = charset === undefined || /^charset="?utf-?8"?$/.test(charset)
  const accepted = ['application/json', ...others]
  if (!isJson || !isUtf8)
    throw new MandateError('UNSUPPORTED_MEDIA_TYPE', `the body must be ${accepted.join(' or ')} in UTF-8`, {
      members: { accepted },
    })
}
