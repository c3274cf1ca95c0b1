// Finds and reads the evidence of a seal in custody: guard's snapshot and the keys to check it with.
import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { SessionEvidence, SessionManifest } from '#contracts/session-manifest.ts'
import type { SnapshotRecord } from '#contracts/upstream/guard.ts'
import { type ObjectStore, ObjectStoreError } from '#domain/ports/object-store.ts'
import { Mismatch } from './mismatch.ts'

export type Custody = Pick<ObjectStore, 'get' | 'head' | 'list'>

export interface Evidence {
  key: string
  sha256: string
  bytes: number
  snapshot: SnapshotRecord
  manifest: SessionManifest
  keys: SessionEvidence['guard_keys']
}

/** @returns its key; undefined: there is none. Without the tenant all tenants are looked through. @throws Mismatch for more than one */
export async function findEvidence(
  custody: Custody,
  sessionId: string,
  tenantId: string | undefined,
): Promise<string | undefined> {
  const found: string[] = []
  const tenants = tenantId === undefined ? prefixes(custody, 'sessions/') : [`sessions/${tenantId}/`]
  for await (const tenant of tenants) {
    const page = await custody.list({ prefix: `${tenant}${sessionId}/evidence/` })
    found.push(...page.objects.map(({ key }) => key))
  }
  const [key, other] = found
  if (other !== undefined) throw new Mismatch(`evidence of ${sessionId}`, `${key} alone`, `${other} as well`)
  return key
}

/** @returns undefined: it is gone. @throws Mismatch when it is not what the store was given, or no evidence by its shape */
export async function readEvidence(custody: Custody, key: string): Promise<Evidence | undefined> {
  const head = await custody.head(key)
  if (head === undefined) return undefined
  const { versionId } = head
  const body = await bytesOf(custody, key, versionId)
  const sha256 = createHash('sha256').update(body).digest('hex')
  // The store hashed it when it was put: a byte that turned over on the disk is seen even where JSON does not care.
  if (head.sha256 !== undefined && head.sha256 !== sha256) {
    throw new Mismatch(key, `SHA-256 ${head.sha256}, as the store was given it`, sha256)
  }
  const { snapshot, guard_keys: keys } = parsed(key, 'the evidence of a seal', () =>
    SessionEvidence.parse(JSON.parse(body.toString('utf8'))),
  )
  const manifest = parsed(key, 'a manifest of a format known here', () => SessionManifest.parse(snapshot.manifest))
  return { key, sha256, bytes: body.byteLength, snapshot, manifest, keys }
}

async function* prefixes(custody: Custody, prefix: string): AsyncGenerator<string> {
  for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
    const page = await custody.list({ prefix, delimiter: '/', ...(cursor !== undefined && { cursor }) })
    yield* page.prefixes
    cursor = page.cursor
  }
}

async function bytesOf(custody: Custody, key: string, versionId: string | undefined): Promise<Buffer> {
  try {
    return await buffer((await custody.get(key, versionId === undefined ? {} : { versionId })).body)
  } catch (error) {
    if (!(error instanceof ObjectStoreError) || error.reason !== 'NO_SUCH_OBJECT') throw error
    throw new Mismatch(key, 'the evidence of a seal', 'a name without bytes')
  }
}

function parsed<T>(key: string, expected: string, parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    throw new Mismatch(key, expected, error instanceof Error ? oneLine(error.message) : String(error))
  }
}

const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ')
