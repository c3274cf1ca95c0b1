// Holds one object in custody against its hash, its retention and what the ledger noted of it, without keeping its bytes.
import { createHash } from 'node:crypto'
import { type ObjectReading, ObjectStoreError } from '#domain/ports/object-store.ts'
import type { CustodyCopy } from '#domain/ports/session-ledger.ts'
import { Mismatch } from './mismatch.ts'
import type { Custody } from './read-evidence.ts'

export interface ExpectedObject {
  object: string
  /** Hex. */
  sha256: string
  bytes?: number
}

/** What was looked at so far. */
export interface Tally {
  objects: number
  bytes: number
  /** The earliest end of a retention. */
  retainedUntil?: Date
}

export interface CheckObject {
  (expected: ExpectedObject): Promise<void>
  readonly tally: Tally
  /** Copies that the ledger notes and nobody has checked yet. */
  unseen(): CustodyCopy[]
}

export interface CheckObjectOptions {
  custody: Custody
  now: () => number
  /** By key; absent: nobody asked the ledger. */
  noted?: ReadonlyMap<string, CustodyCopy>
}

/** What `check` throws is a Mismatch, or an ObjectStoreError when the store can't say. */
export function createObjectCheck({ custody, now, noted }: CheckObjectOptions): CheckObject {
  const tally: Tally = { objects: 0, bytes: 0 }
  const unseen = new Map(noted)
  const look = async (expected: ExpectedObject, versionId?: string) => {
    const seen = await readThrough(custody, expected, versionId)
    const until = checkRetention(seen, now())
    if (tally.retainedUntil === undefined || until < tally.retainedUntil) tally.retainedUntil = until
    return seen
  }
  const check = async (expected: ExpectedObject) => {
    // What stands there now is what everybody else is shown.
    const seen = await look(expected)
    tally.objects++
    tally.bytes += seen.bytes
    if (noted === undefined) return
    const row = noted.get(expected.object)
    unseen.delete(expected.object)
    const called = `the ledger's note of ${expected.object}`
    if (row === undefined) throw new Mismatch(called, 'one', 'none')
    if (row.sha256 !== expected.sha256) throw new Mismatch(called, `SHA-256 ${expected.sha256}`, row.sha256)
    // Copied again for a correction, the version noted first lies behind the one that stands.
    const isThat = row.versionId === (seen.versionId ?? 'null')
    const kept = isThat ? seen : await look(expected, row.versionId)
    if (row.retainUntil.getTime() > (kept.retainUntil?.getTime() ?? 0)) {
      throw new Mismatch(`the retention of ${named(kept)}`, `until ${isoOf(row.retainUntil)}`, isoOf(kept.retainUntil))
    }
  }
  return Object.assign(check, { tally, unseen: () => [...unseen.values()] })
}

async function readThrough(
  custody: Custody,
  { object, sha256, bytes }: ExpectedObject,
  versionId: string | undefined,
): Promise<ObjectReading> {
  const hash = createHash('sha256')
  let length = 0
  const reading = await open(custody, object, sha256, versionId)
  for await (const piece of reading.body) {
    hash.update(piece)
    length += piece.byteLength
  }
  const found = hash.digest('hex')
  if (found !== sha256) throw new Mismatch(named(reading), `SHA-256 ${sha256}`, found)
  if (bytes !== undefined && bytes !== length) throw new Mismatch(named(reading), `${bytes} bytes`, `${length}`)
  return { ...reading, bytes: length }
}

async function open(custody: Custody, object: string, sha256: string, versionId: string | undefined) {
  try {
    return await custody.get(object, versionId === undefined ? {} : { versionId })
  } catch (error) {
    if (!(error instanceof ObjectStoreError) || error.reason !== 'NO_SUCH_OBJECT') throw error
    const called = versionId === undefined ? object : `version ${versionId} of ${object}`
    throw new Mismatch(called, `SHA-256 ${sha256}`, 'nothing: it is gone from custody')
  }
}

function checkRetention(reading: ObjectReading, now: number): Date {
  const { retainUntil, retentionMode } = reading
  if (retainUntil === undefined || retentionMode !== 'COMPLIANCE') {
    throw new Mismatch(`the retention of ${named(reading)}`, 'COMPLIANCE', retentionMode ?? 'none')
  }
  if (retainUntil.getTime() <= now) {
    throw new Mismatch(`the retention of ${named(reading)}`, 'one in force', `one that ended ${isoOf(retainUntil)}`)
  }
  return retainUntil
}

const named = ({ key, versionId }: ObjectReading) => (versionId === undefined ? key : `${key} (version ${versionId})`)
const isoOf = (date: Date | undefined) => date?.toISOString() ?? 'none'
