// Nobody whom the application can be changes the trail: neither by rights nor, being the owner, by accident.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AuditRig, openAuditRig } from '#test/support/audit-rig.ts'
import { plantTrail } from '#test/support/planted-trail.ts'

let rig: AuditRig
beforeAll(async () => {
  rig = await openAuditRig()
  await plantTrail(rig.owner, 2)
  await rig.checkpointNow()
})
afterAll(() => rig.close())

const ROLES = ['mandate_api', 'mandate_api_writer', 'mandate_worker', 'mandate_ops'] as const
const TABLES = ['audit_log', 'audit_checkpoints', 'audit_checkpoint_heads', 'audit_keys'] as const
const COLUMN = { audit_log: 'seq', audit_checkpoints: 'n', audit_checkpoint_heads: 'n', audit_keys: 'kid' }
const verbsOf = (table: (typeof TABLES)[number]) => [
  `UPDATE ${table} SET ${COLUMN[table]} = ${COLUMN[table]}`,
  `DELETE FROM ${table}`,
  `TRUNCATE ${table}`,
]
const statements = TABLES.flatMap(verbsOf)

describe.each(ROLES)('%s', role => {
  it.each([
    ...statements,
    'ALTER TABLE audit_log DISABLE TRIGGER ALL',
    'DROP TABLE audit_log',
    'SET session_replication_role = replica',
  ])('may not: %s', async statement => {
    await expect(rig.pool(role).unsafe(statement)).rejects.toMatchObject({ code: '42501' })
  })
})

describe('the owner', () => {
  it.each(statements)('is stopped by a trigger: %s', async statement => {
    await expect(rig.owner.unsafe(statement)).rejects.toThrow('the audit trail is append-only')
  })
})

describe('whoever may add entries', () => {
  it.each(['mandate_api_writer', 'mandate_worker'] as const)(
    '%s may not say which transaction wrote one, so none hides from the checkpoints',
    async role => {
      const hidden = `INSERT INTO audit_log (subject_id, seq, tenant_id, at, actor_sub, actor_principal, action, details, prev_hash, hash, tx)
        VALUES (uuidv7(), 1, uuidv7(), now(), 'a', 'human', 'x', '{}', '\\x00', '\\x00', '3')`
      await expect(rig.pool(role).unsafe(hidden)).rejects.toMatchObject({ code: '42501' })
    },
  )

  it('may not hold up or rush the rounds, but for workers', async () => {
    for (const role of ['mandate_api', 'mandate_api_writer', 'mandate_ops'] as const)
      await expect(rig.pool(role).unsafe('UPDATE audit_rounds SET due_at = now()')).rejects.toMatchObject({
        code: '42501',
      })
  })
})
