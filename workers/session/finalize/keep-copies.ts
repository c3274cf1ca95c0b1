// Copies objects to where nobody can delete them before their time, each held to its hash; a copy that is there already counts.
import type { ObjectStore } from '#domain/ports/object-store.ts'
import type { CustodyCopy } from '#domain/ports/session-ledger.ts'

export interface KeepCopiesPorts {
  custody: Pick<ObjectStore, 'head' | 'copyFrom'>
  /** Where they are copied from. */
  bucket: string
  retentionMs: number
  now: () => number
}

export interface ToKeep {
  /** The same in both buckets. */
  key: string
  /** Hex. */
  sha256: string
}

const AT_ONCE = 8

export async function keepCopies(
  ports: KeepCopiesPorts,
  objects: readonly ToKeep[],
  signal: AbortSignal,
): Promise<CustodyCopy[]> {
  // Two pictures may be the same object.
  const distinct = [...new Map(objects.map(object => [object.key, object])).values()]
  const copies: CustodyCopy[] = []
  for (let from = 0; from < distinct.length; from += AT_ONCE) {
    signal.throwIfAborted()
    const some = distinct.slice(from, from + AT_ONCE)
    copies.push(...(await Promise.all(some.map(object => keepCopy(ports, object, signal)))))
  }
  return copies
}

async function keepCopy(
  { custody, bucket, retentionMs, now }: KeepCopiesPorts,
  { key, sha256 }: ToKeep,
  signal: AbortSignal,
): Promise<CustodyCopy> {
  const there = await custody.head(key)
  // Of a try before, or of the version that this one corrects, and kept for long enough.
  const isGood = there?.sha256 === sha256 && (there.retainUntil?.getTime() ?? 0) >= now() + retentionMs / 2
  if (there?.versionId !== undefined && there.retainUntil !== undefined && isGood)
    return { object: key, versionId: there.versionId, sha256, retainUntil: there.retainUntil }
  const retainUntil = new Date(Math.ceil((now() + retentionMs) / 1000) * 1000)
  const source = { bucket, key }
  const { versionId } = await custody.copyFrom(source, key, { sha256, retainUntil, signal })
  return { object: key, versionId: versionId ?? 'null', sha256, retainUntil }
}
