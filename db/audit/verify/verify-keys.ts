// Holds the published keys against those that workers locked away in the bucket.
import { isDeepStrictEqual } from 'node:util'
import type { ObjectStore } from '#domain/ports/object-store.ts'
import type { Sql } from '../../connection/open-pool.ts'
import { PUBLIC_KEY_PREFIX, publicKeyKey } from '../checkpoint/checkpoint.ts'
import { auditKeyList } from '../key/audit-key-list.ts'
import { fetchBytes } from './fetch-checkpoint.ts'
import type { Bad } from './verify-everything.ts'

export async function verifyKeys(sql: Sql, store: ObjectStore): Promise<{ jwks: unknown[]; bad?: Bad }> {
  const published = await auditKeyList(sql)
  const names = new Set<string>()
  for (const jwk of published) {
    const kid = String(jwk.kid)
    names.add(publicKeyKey(kid))
    const locked = await fetchBytes(store, publicKeyKey(kid))
    if (locked === undefined) return { jwks: [], bad: { why: `the key ${kid} is published and not in the bucket` } }
    if (!isDeepStrictEqual(JSON.parse(Buffer.from(locked).toString()), jwk))
      return { jwks: [], bad: { why: `the key ${kid} is published otherwise than it lies in the bucket` } }
  }
  for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
    const page = await store.list({ prefix: PUBLIC_KEY_PREFIX, ...(cursor !== undefined && { cursor }) })
    const unknown = page.objects.find(object => !names.has(object.key))
    if (unknown !== undefined) return { jwks: [], bad: { why: `${unknown.key} in the bucket was never published` } }
    cursor = page.cursor
  }
  return { jwks: published }
}
