// What must be true of campaigns that have all been completed, whatever happened to the engine meanwhile.
import { expect, vi } from 'vitest'
import { hashEntry } from '#db/audit/chain.ts'
import { CAMPAIGN_STAGES } from '#domain/campaign/campaign-state.ts'
import type { CampaignRig } from './campaign-rig.ts'

export interface AllCompletedOptions {
  campaigns: number
  channels: number
  withinMs: number
}

/** Waits until every campaign is settled. @returns how long that took, milliseconds */
export async function allSettled(rig: CampaignRig, { campaigns, withinMs }: AllCompletedOptions): Promise<number> {
  const since = Date.now()
  await vi.waitFor(
    async () => {
      const { completed = 0, failed = 0, cancelled = 0, ...open } = await rig.standing()
      expect({ settled: completed + failed + cancelled, open }).toEqual({ settled: campaigns, open: {} })
    },
    { timeout: withinMs, interval: 100 },
  )
  return Date.now() - since
}

/** Each stage recorded once an execution, nothing left open, every chain whole, one post an action. */
export async function expectExactlyOnce(rig: CampaignRig, { campaigns, channels }: AllCompletedOptions): Promise<void> {
  expect(await rig.standing()).toEqual({ completed: campaigns })
  await vi.waitFor(async () => expect(await openSteps(rig)).toEqual([]), { timeout: 15_000, interval: 200 })
  expect(await resultCounts(rig)).toEqual([{ results: CAMPAIGN_STAGES.length, campaigns }])
  expect(await stageEndings(rig)).toEqual(CAMPAIGN_STAGES.map(stage => ({ stage, endings: campaigns })).sort(byStage))
  expect(await brokenChains(rig)).toEqual([])
  await expectOnePostAnAction(rig, campaigns * channels)
}

export async function expectOnePostAnAction(rig: CampaignRig, actions: number): Promise<void> {
  const published = (await rig.emulator.published()).map(post => post.action_id)
  expect({ posts: published.length, actions: new Set(published).size }).toEqual({ posts: actions, actions })
  const [ledger] = await rig.owner<{ completed: number; refs: number }[]>`
    SELECT count(*) FILTER (WHERE status = 'COMPLETED')::int AS completed, count(DISTINCT platform_ref_id)::int AS refs
    FROM governance.actions_ledger WHERE tenant_id = ${rig.tenantId} AND platform = 'MOCK'`
  expect(ledger).toEqual({ completed: actions, refs: actions })
}

/** Metrics are collected for days after. */
const openSteps = ({ owner, tenantId }: CampaignRig) =>
  owner`SELECT kind, count(*)::int AS count FROM steps WHERE tenant_id = ${tenantId} AND kind <> 'collect-metrics' GROUP BY kind`.then(
    rows => [...rows],
  )

async function resultCounts({ owner, tenantId }: CampaignRig) {
  const rows = await owner`
    SELECT results, count(*)::int AS campaigns
    FROM (
      SELECT c.id, count(r.stage)::int AS results
      FROM campaigns c LEFT JOIN campaign_results r ON r.campaign_id = c.id AND r.stage = ANY(${[...CAMPAIGN_STAGES]})
      WHERE c.tenant_id = ${tenantId} GROUP BY c.id
    ) counted
    GROUP BY results`
  return [...rows]
}

async function stageEndings({ owner, tenantId }: CampaignRig) {
  const rows = await owner<{ stage: string; endings: number }[]>`
    SELECT details->>'stage' AS stage, count(*)::int AS endings
    FROM audit_log WHERE tenant_id = ${tenantId} AND action = 'stage.completed'
    GROUP BY 1`
  return [...rows].sort(byStage)
}

const byStage = (a: { stage: string }, b: { stage: string }) => a.stage.localeCompare(b.stage)

/** Recomputes every chain of the tenant from the stored entries. @returns the subjects whose chain does not hold, with why */
export async function brokenChains({ owner, tenantId }: CampaignRig): Promise<string[]> {
  const heads = await owner<{ id: string; seq: number; hash: string }[]>`
    SELECT id, audit_seq AS seq, encode(audit_hash, 'hex') AS hash FROM campaigns WHERE tenant_id = ${tenantId}
    UNION ALL
    SELECT id, audit_seq, encode(audit_hash, 'hex') FROM governance.actions_ledger WHERE tenant_id = ${tenantId}`
  const entries = await owner<
    {
      subject: string
      seq: number
      at: Date
      sub: string
      principal: string
      action: string
      details: never
      prev: string
      hash: string
    }[]
  >`SELECT subject_id AS subject, seq, at, actor_sub AS sub, actor_principal AS principal, action, details,
      encode(prev_hash, 'hex') AS prev, encode(hash, 'hex') AS hash
    FROM audit_log WHERE tenant_id = ${tenantId} ORDER BY subject_id, seq`
  const bySubject = Map.groupBy(entries, entry => entry.subject)
  return heads.flatMap(head => {
    let seq = 0
    let hash = '0'.repeat(64)
    for (const row of bySubject.get(head.id) ?? []) {
      const { subject, action, details } = row
      const actor = { sub: row.sub, principal: row.principal as 'human' }
      const at = row.at.toISOString()
      const own = hashEntry({ subject, seq: row.seq, at, actor, action, details, prevHash: row.prev })
      if (row.seq !== seq + 1 || row.prev !== hash || row.hash !== own)
        return [`${head.id} breaks at ${row.seq} (${action})`]
      seq = row.seq
      hash = row.hash
    }
    return seq === head.seq && hash === head.hash ? [] : [`${head.id} ends at ${seq}, its head says ${head.seq}`]
  })
}
