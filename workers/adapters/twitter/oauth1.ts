// The Authorization header of OAuth 1.0a with HMAC-SHA1, as RFC 5849 section 3 has it. Pure.
import { createHmac } from 'node:crypto'

export interface Oauth1Secrets {
  consumerKey: string
  consumerSecret: string
  token: string
  tokenSecret: string
}

export interface SignedRequest {
  method: string
  /** With its query, which is signed. */
  url: URL
  /** Of a form-encoded body alone: bodies of JSON and multipart are not signed. */
  form?: readonly Parameter[]
}

/** What makes one signature differ from the next. */
export interface Stamp {
  nonce: string
  /** Seconds since 1970. */
  timestampS: number
}

export type Parameter = readonly [name: string, value: string]

export function oauth1Header(request: SignedRequest, secrets: Oauth1Secrets, stamp: Stamp): string {
  const oauth: Parameter[] = [
    ['oauth_consumer_key', secrets.consumerKey],
    ['oauth_nonce', stamp.nonce],
    ['oauth_signature_method', 'HMAC-SHA1'],
    ['oauth_timestamp', String(stamp.timestampS)],
    ['oauth_token', secrets.token],
    ['oauth_version', '1.0'],
  ]
  const base = signatureBase(request, oauth)
  const signed: Parameter[] = [...oauth, ['oauth_signature', signatureOf(base, secrets)]]
  return `OAuth ${signed.map(([name, value]) => `${encoded(name)}="${encoded(value)}"`).join(', ')}`
}

/** RFC 5849 section 3.4.1: method, address without its query, and all parameters in their order. */
export function signatureBase({ method, url, form = [] }: SignedRequest, oauth: readonly Parameter[]): string {
  const parameters = [...url.searchParams, ...form, ...oauth]
    .map(([name, value]) => [encoded(name), encoded(value)] as const)
    .toSorted(byNameThenValue)
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
  const address = `${url.protocol}//${url.host}${url.pathname}` // URL has it in lower case and without a default port
  return [method.toUpperCase(), address, parameters].map(encoded).join('&')
}

/** Section 3.4.2. */
export function signatureOf(base: string, secrets: Pick<Oauth1Secrets, 'consumerSecret' | 'tokenSecret'>): string {
  const key = `${encoded(secrets.consumerSecret)}&${encoded(secrets.tokenSecret)}`
  return createHmac('sha1', key).update(base).digest('base64')
}

/** Section 3.6: stricter than encodeURIComponent. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}

function byNameThenValue([nameA, valueA]: Parameter, [nameB, valueB]: Parameter): number {
  if (nameA !== nameB) return nameA < nameB ? -1 : 1
  return valueA < valueB ? -1 : Number(valueA > valueB)
}
