// The place where a request of ours is signed: AWS Signature Version 4 in the header, the derived key kept for its day.
// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html

import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto'

export interface Signing {
  /** As in the Host header. */
  host: string
  region: string
  accessKeyId: string
  secretAccessKey: string
}

export interface Unsigned {
  method: 'GET' | 'HEAD' | 'PUT'
  /** As it goes over the wire, percent-encoded as S3 wants it. */
  path: string
  /** `name=value`, encoded, sorted by name; empty: none. */
  query: string
  /** Names in lower case; `x-amz-content-sha256` is among them. All of them are signed. */
  headers: Readonly<Record<string, string>>
}

/** @returns signs: all headers that are to be sent */
export function signRequest({ host, region, accessKeyId, secretAccessKey }: Signing) {
  let known: { day: string; key: KeyObject } | undefined
  const keyOf = (day: string) => {
    if (known?.day !== day) {
      const parts = [day, region, 's3', 'aws4_request']
      const derived = parts.reduce((key, part) => hmac(key, part).digest(), Buffer.from(`AWS4${secretAccessKey}`))
      // Bare bytes would be made a key at each use, which costs seven times the signature.
      known = { day, key: createSecretKey(derived) }
    }
    return known.key
  }
  return ({ method, path, query, headers }: Unsigned, now = new Date()): Record<string, string> => {
    const longDate = now.toISOString().replaceAll(/[-:]|\.\d+/g, '')
    const date = longDate.slice(0, 8)
    const all: Record<string, string> = { ...headers, host, 'x-amz-date': longDate }
    const names = Object.keys(all).sort()
    const lines = names.map(name => `${name}:${all[name]?.trim().replaceAll(/ +/g, ' ')}`)
    const canonical = [method, path, query, ...lines, '', names.join(';'), all['x-amz-content-sha256']].join('\n')
    const scope = `${date}/${region}/s3/aws4_request`
    const signature = hmac(
      keyOf(date),
      ['AWS4-HMAC-SHA256', longDate, scope, hash('sha256', canonical)].join('\n'),
    ).digest('hex')
    all.authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`
    return all
  }
}

/** RFC 3986, which S3 signs by; the slashes of a path stay. */
export const encodePath = (path: string): string => path.split('/').map(encodeStrictly).join('/')

export const encodeStrictly = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, mark => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)

const hmac = (key: Buffer | KeyObject, text: string) => createHmac('sha256', key).update(text)
