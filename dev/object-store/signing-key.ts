// The place where strings are signed with the key that is derived for a day; the last one is kept.
// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html

import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'

/** @returns signs for a day given as `20260131`; hex */
export function signingKey(secretAccessKey: string, region: string): (day: string, text: string) => string {
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
  return (day, text) => hmac(keyOf(day), text).digest('hex')
}

const hmac = (key: Buffer | KeyObject, text: string) => createHmac('sha256', key).update(text)
