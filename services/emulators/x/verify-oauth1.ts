// Checks OAuth 1.0a as a server does (RFC 5849 section 3.2): consumer, token, time, nonce, and the signature over the request.
import { createHmac, timingSafeEqual } from 'node:crypto'

export interface SignedCall {
  method: string
  /** As asked for, with its query. */
  url: string
  /** Of a form-encoded body. */
  form: readonly (readonly [string, string])[]
  authorization: string
}

export interface Oauth1Keys {
  consumerKey: string
  consumerSecret: string
  /** Undefined for a token that is none of ours. */
  secretOf(token: string): string | undefined
}

const WINDOW_S = 300

/** @returns gives the token of a call that is signed well and new, else undefined */
export function createOauth1Verifier(keys: Oauth1Keys): (call: SignedCall, now: Date) => string | undefined {
  const seen = createNonces()
  return (call, now) => {
    const given = headerParameters(call.authorization)
    const token = given.get('oauth_token') ?? ''
    const tokenSecret = keys.secretOf(token)
    if (tokenSecret === undefined || given.get('oauth_consumer_key') !== keys.consumerKey) return undefined
    if (given.get('oauth_signature_method') !== 'HMAC-SHA1' || (given.get('oauth_version') ?? '1.0') !== '1.0')
      return undefined
    const nowS = Math.floor(now.getTime() / 1000)
    const timestampS = Number(given.get('oauth_timestamp') ?? 'none')
    if (!(Math.abs(nowS - timestampS) <= WINDOW_S)) return undefined
    const key = [keys.consumerSecret, tokenSecret].map(escaped).join('&')
    const expected = createHmac('sha1', key).update(baseOf(call, given)).digest()
    const signature = Buffer.from(given.get('oauth_signature') ?? '', 'base64')
    if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) return undefined
    const nonce = given.get('oauth_nonce') ?? ''
    return nonce !== '' && seen.isNew(`${token} ${timestampS} ${nonce}`, nowS) ? token : undefined
  }
}

/** `OAuth a="b", c="d"`: values are percent-encoded. */
function headerParameters(authorization: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const part of authorization.replace(/^OAuth\s+/i, '').split(',')) {
    const [, name, value] = /^\s*([^=\s]+)="([^"]*)"\s*$/.exec(part) ?? []
    if (name !== undefined && value !== undefined) found.set(unescaped(name), unescaped(value))
  }
  return found
}

function baseOf({ method, url, form }: SignedCall, given: Map<string, string>): string {
  const { origin, pathname, searchParams } = new URL(url)
  const oauth = [...given].filter(([name]) => name !== 'oauth_signature' && name !== 'realm')
  const pairs = [...oauth, ...searchParams, ...form].map(pair => pair.map(escaped))
  pairs.sort(
    ([a = '', x = ''], [b = '', y = '']) =>
      Buffer.compare(Buffer.from(a), Buffer.from(b)) || Buffer.compare(Buffer.from(x), Buffer.from(y)),
  )
  return `${method.toUpperCase()}&${escaped(origin + pathname)}&${escaped(pairs.map(pair => pair.join('=')).join('&'))}`
}

const UNRESERVED = /[A-Za-z0-9\-._~]/

function escaped(text: string): string {
  let result = ''
  for (const byte of Buffer.from(text, 'utf8')) {
    const sign = String.fromCharCode(byte)
    result += UNRESERVED.test(sign) ? sign : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
  }
  return result
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text // malformed escapes sign nothing that we know
  }
}

/** Nonces of the window, in the order they came; older ones are refused by their time anyway. */
function createNonces() {
  const seenAtS = new Map<string, number>()
  return {
    isNew(nonce: string, nowS: number): boolean {
      for (const [old, atS] of seenAtS) {
        if (atS >= nowS - 2 * WINDOW_S) break
        seenAtS.delete(old)
      }
      if (seenAtS.has(nonce)) return false
      seenAtS.set(nonce, nowS)
      return true
    },
  }
}
