// What the log of a campaign tells of its runs: when each stage began and ended, how often it was tried, and what it said of its result.
import type { LogEntry } from '#contracts/audit-entry.ts'
import type { JsonObject } from '#contracts/primitives.ts'
import { CAMPAIGN_STAGES, type CampaignStage, isEarlierStage } from '#domain/campaign/campaign-state.ts'

/** `kept`: a retry took over what an earlier run had made. `unreached`: the run ended before it. */
export type StageStanding = 'ahead' | 'kept' | 'running' | 'waiting' | 'done' | 'failed' | 'cancelled' | 'unreached'

export interface StageRetry {
  at: string
  reason: string
  detail: string
  inMs: number
}

export interface StageRun {
  stage: CampaignStage
  standing: StageStanding
  startedAt?: string
  endedAt?: string
  /** 0: it has not begun in this run. */
  tries: number
  retries: StageRetry[]
  note: JsonObject
}

export interface Run {
  /** From 1. */
  n: number
  executionId: string
  fromStage: CampaignStage
  startedAt: string
  endedAt?: string
  end?: 'completed' | 'failed' | 'cancelled'
  stages: StageRun[]
}

/** @returns the runs in their order; none while the campaign has not been started */
export function runsOf(log: readonly LogEntry[]): Run[] {
  const runs: Run[] = []
  for (const entry of log) {
    const last = runs.at(-1)
    if (entry.action === 'campaign.started') runs.push(newRun(entry, runs.length + 1, 'RADAR_SCAN'))
    else if (entry.action === 'campaign.retried')
      runs.push(newRun(entry, runs.length + 1, stageOf(entry.details.from_stage) ?? 'RADAR_SCAN'))
    else if (last !== undefined) tell(last, entry)
  }
  return runs
}

function newRun({ timestamp, details }: LogEntry, n: number, fromStage: CampaignStage): Run {
  return {
    ...{ n, fromStage, startedAt: timestamp, executionId: String(details.execution_id ?? '') },
    stages: CAMPAIGN_STAGES.map(stage => ({
      stage,
      standing: isEarlierStage(stage, fromStage) ? 'kept' : 'ahead',
      ...{ tries: 0, retries: [], note: {} },
    })),
  }
}

function tell(run: Run, { action, details, timestamp }: LogEntry): void {
  const stage = run.stages.find(each => each.stage === details.stage)
  switch (action) {
    case 'stage.started':
      if (stage !== undefined) Object.assign(stage, { standing: 'running', startedAt: timestamp, tries: 1 })
      return
    case 'stage.retrying':
      if (stage === undefined) return
      stage.tries += 1
      stage.retries.push(retryOf(details, timestamp))
      return
    case 'stage.waiting':
      if (stage !== undefined) Object.assign(stage, { standing: 'waiting', note: noteOf(details) })
      return
    case 'stage.completed':
      if (stage === undefined) return
      Object.assign(stage, { standing: 'done', endedAt: timestamp, note: { ...stage.note, ...noteOf(details) } })
      return
    case 'campaign.failed':
      if (stage !== undefined) Object.assign(stage, { standing: 'failed', endedAt: timestamp })
      end(run, 'failed', timestamp)
      return
    case 'campaign.cancelled':
      for (const each of run.stages)
        if (each.standing === 'running' || each.standing === 'waiting')
          Object.assign(each, { standing: 'cancelled', endedAt: timestamp })
      end(run, 'cancelled', timestamp)
      return
    case 'campaign.completed':
      end(run, 'completed', timestamp)
      return
  }
}

function end(run: Run, as: NonNullable<Run['end']>, at: string): void {
  run.end = as
  run.endedAt = at
  for (const each of run.stages) if (each.standing === 'ahead') each.standing = 'unreached'
}

function retryOf({ reason, detail, retry_in_ms }: JsonObject, at: string): StageRetry {
  return { at, reason: String(reason ?? ''), detail: String(detail ?? ''), inMs: Number(retry_in_ms ?? 0) }
}

function noteOf({ stage: _, ...note }: JsonObject): JsonObject {
  return note
}

function stageOf(word: unknown): CampaignStage | undefined {
  return CAMPAIGN_STAGES.find(stage => stage === word)
}
