// The next version of a tenant's session configuration, with the step that checks it; the former one stays in force.
import { randomUUIDv7 as uuid } from 'node:crypto'
import type { Actor } from '#domain/actor.ts'
import { MandateError } from '#domain/errors.ts'
import { type ExpectedVersions, isExpected } from '#domain/expected-versions.ts'
import type { Ask } from '#domain/ports/campaign-ledger.ts'
import type { ConfigVersion, SessionConfig } from '#domain/setup/setup.ts'
import type { Hint } from '../campaign/campaign-ledger.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'
import { keyRow } from '../idempotency/key-rows.ts'
import { stepRow } from '../step/new-step-rows.ts'
import { withTrailEntry } from '../trail/trail-entry.ts'
import { setupTrail } from './setup-trail.ts'

interface Put {
  tenantId: string
  config: SessionConfig
  ask: Ask<ConfigVersion>
  /** Absent: whatever the newest version is. */
  expected: ExpectedVersions | undefined
  hint: Hint
}

/** @throws MandateError VERSION_CONFLICT when the newest version is none of those expected */
export async function configPut(
  sql: Sql,
  { tenantId, config, ask, expected, hint }: Put,
): Promise<ConfigVersion | 'key_taken'> {
  for (;;) {
    const query = sql.unsafe<Newest[]>(NEWEST, [tenantId], { prepare: true })
    const [newest] = await deadline(query, 6000, 'numbering a configuration')
    demandExpected(newest, expected)
    const view = newVersion(tenantId, (newest?.version ?? 0) + 1, { config, ask })
    const step = { id: uuid(), subjectId: view.id, kind: 'check-config', dueInMs: 0 } as const
    const { actor, trace } = ask
    const details = { config_id: view.id, version: view.version, ...columns(config) }
    const draft = setupTrail(tenantId, { actor, action: 'config.handed_in', details })
    const written = await withTrailEntry<Answer>(sql, draft, async trail => {
      const parameters = {
        ...{
          id: view.id,
          tenant: tenantId,
          version: view.version,
          by: actor,
          created_at: view.createdAt.toISOString(),
        },
        ...{ ...columns(config), trail },
        steps: [stepRow(view.id, step, { tenant: tenantId, execution: view.id, trace })],
        ...(ask.keep === undefined ? {} : { key: keyRow(view.id, ask.keep(view)) }),
      }
      const put = sql.unsafe<{ written: Answer | 'conflict' }[]>(PUT, [JSON.stringify(parameters)], { prepare: true })
      const [row] = await deadline(put, 6000, 'setting a configuration')
      return row?.written ?? 'conflict'
    })
    if (written === 'moved') continue // somebody else's has that number by now
    if (written === 'key_taken') return written
    hint([{ ...step, tenantId, ...(trace === undefined ? {} : { trace }) }], [])
    return view
  }
}

type Answer = 'written' | 'moved' | 'key_taken'

interface Newest {
  version: number
  created_by: Actor
  created_at: Date
}

function demandExpected(newest: Newest | undefined, expected: ExpectedVersions | undefined): void {
  const version = newest?.version ?? 0
  if (isExpected(version, expected)) return
  const detail = newest === undefined ? 'no configuration was handed in yet' : `the newest version is ${version}`
  const members =
    newest === undefined
      ? { newest: null }
      : { newest: { version, created_by: newest.created_by, created_at: newest.created_at.toISOString() } }
  throw new MandateError('VERSION_CONFLICT', `the change was made from another version: ${detail}`, { members })
}

function newVersion(
  tenantId: string,
  version: number,
  { config, ask }: { config: SessionConfig; ask: Ask<ConfigVersion> },
): ConfigVersion {
  return {
    ...config,
    ...{ id: uuid(), tenantId, version, status: 'CHECKING', errors: [] },
    ...{ createdBy: ask.actor, createdAt: new Date(), decidedAt: null },
  }
}

function columns(config: SessionConfig) {
  return {
    adapter_id: config.adapterId,
    style_map: config.styleMap,
    zone_map: config.zoneMap,
    table_map: config.tableMap,
    default_skeleton_id: config.defaultSkeletonId,
    default_channels: config.defaultChannels,
  }
}

const NEWEST = `
SELECT version, created_by, created_at
FROM tenant_config_versions
WHERE tenant_id = $1::uuid
ORDER BY version DESC
LIMIT 1`

const PUT = 'SELECT governance.put_tenant_config($1::text::jsonb) AS written'
