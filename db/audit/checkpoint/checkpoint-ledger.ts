// What a worker asks of Postgres when it writes checkpoints.
import type { Sql } from '../../connection/open-pool.ts'
import { auditKeyList } from '../key/audit-key-list.ts'
import { auditKeyRegister } from '../key/audit-key-register.ts'
import { openPublicKeys, type PublicKey } from '../key/public-key.ts'
import { checkpointLatest } from './checkpoint-latest.ts'
import { checkpointRecord } from './checkpoint-record.ts'
import { headsMoved } from './heads-moved.ts'
import { roundFinish } from './round-finish.ts'
import { roundKeep } from './round-keep.ts'
import { type Round, roundTake } from './round-take.ts'
import type { SealedCheckpoint } from './seal-checkpoint.ts'

export type CheckpointLedger = ReturnType<typeof checkpointLedger>

/** @param sql of role mandate_worker */
export function checkpointLedger(sql: Sql) {
  return {
    take: (holder: string, intervalMs: number) => roundTake(sql, holder, intervalMs),
    keep: (holder: string, intervalMs: number) => roundKeep(sql, holder, intervalMs),
    finish: (holder: string, sees: string) => roundFinish(sql, holder, sees),
    moved: (round: Pick<Round, 'sees' | 'seen'>) => headsMoved(sql, round),
    latest: (tenants: string[]) => checkpointLatest(sql, tenants),
    record: (sealed: Pick<SealedCheckpoint, 'checkpoint' | 'sha256'>, retainUntil: Date) =>
      checkpointRecord(sql, sealed, retainUntil),
    registerKey: (key: PublicKey) => auditKeyRegister(sql, key),
    keys: async () => (await openPublicKeys(await auditKeyList(sql))).keys,
  }
}
