// Loads an open step of a session, or of one of its pictures, with the session as it stands.
import type { AuditHead } from '#domain/audit-entry.ts'
import type { AssetView, LoadedSession } from '#domain/ports/session-ledger.ts'
import type { Step } from '#domain/step.ts'
import { type StepColumns, toStep } from '../campaign/campaign-load-steps.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'
import { ASSET_COLUMNS, type AssetRow, toAsset } from './session-assets.ts'
import { SESSION_COLUMNS, type SessionRow, sessionView } from './session-row.ts'

export interface LoadedSessionStep {
  step: Step
  loaded: LoadedSession & { head: AuditHead }
}

export interface LoadedAssetStep extends LoadedSessionStep {
  asset: AssetView
}

/** @returns undefined: the step is closed */
export async function sessionLoadStep(sql: Sql, stepId: string): Promise<LoadedSessionStep | undefined> {
  const query = sql.unsafe<(StepColumns & SessionRow)[]>(LOAD, [stepId], { prepare: true })
  const [row] = await deadline(query, 6000, 'loading a session')
  return row && loadedOf(row)
}

/** @returns undefined: the step is closed */
export async function assetLoadStep(sql: Sql, stepId: string): Promise<LoadedAssetStep | undefined> {
  const query = sql.unsafe<(StepColumns & SessionRow & { asset_row: AssetJson })[]>(LOAD_ASSET, [stepId], {
    prepare: true,
  })
  const [row] = await deadline(query, 6000, 'loading a picture')
  return row && { ...loadedOf(row), asset: toAsset(ofJson(row.asset_row)) }
}

const STEP = `t.id AS step_id, t.kind AS step_kind, t.execution_id AS step_execution, t.version AS step_version, t.run, t.attempt, t.trace`

const LOAD = `
SELECT ${STEP}, ${SESSION_COLUMNS}
FROM steps t
JOIN sessions s ON s.id = t.subject_id
WHERE t.id = $1::uuid`

const LOAD_ASSET = `
SELECT ${STEP}, ${SESSION_COLUMNS}, (SELECT to_json(x) FROM (SELECT ${ASSET_COLUMNS}) AS x) AS asset_row
FROM steps t
JOIN session_assets a ON a.id = t.subject_id
JOIN sessions s ON s.id = a.session_id
WHERE t.id = $1::uuid`

function loadedOf(row: StepColumns & SessionRow): LoadedSessionStep {
  const view = sessionView(row)
  const head = { seq: row.audit_seq, hash: row.audit_hash }
  return {
    step: { ...toStep(row), subjectId: row.id },
    loaded: { session: view.session, version: view.version, view, head },
  }
}

/** As JSON times are text. */
type AssetJson = Omit<AssetRow, 'captured_at' | 'created_at' | 'decided_at'> & {
  captured_at: string
  created_at: string
  decided_at: string | null
}

function ofJson(row: AssetJson): AssetRow {
  const { captured_at, created_at, decided_at } = row
  return {
    ...row,
    captured_at: new Date(captured_at),
    created_at: new Date(created_at),
    decided_at: decided_at === null ? null : new Date(decided_at),
  }
}
