import { describe, expect, it } from 'vitest'
import { runsOf } from '#console/pages/campaigns/picture/runs-of.ts'
import { statePicture } from '#console/pages/campaigns/picture/state-picture.ts'
import { stageTime } from '#console/pages/campaigns/picture/track.ts'
import type { LogEntry } from '#contracts/audit-entry.ts'

/** Entries ten seconds apart. */
function logOf(...entries: [action: string, details?: LogEntry['details']][]): LogEntry[] {
  return entries.map(([action, details = {}], index) => ({
    ...{ seq: index + 1, actor_service: 'orchestrator', action, details },
    timestamp: new Date(Date.UTC(2026, 2, 1) + index * 10_000).toISOString(),
  }))
}

const started = (stage: string): [string, LogEntry['details']] => ['stage.started', { stage }]
const completed = (stage: string, note = {}): [string, LogEntry['details']] => ['stage.completed', { stage, ...note }]
const again = (stage: string): [string, LogEntry['details']] => [
  'stage.retrying',
  { stage, attempt: 2, reason: 'UPSTREAM_TIMEOUT', detail: 'no answer', retry_in_ms: 500 },
]
const BEGUN: [string, LogEntry['details']?][] = [
  ['campaign.created'],
  ['campaign.started', { execution_id: 'e1' }],
  started('RADAR_SCAN'),
]
const standings = (log: LogEntry[]) => runsOf(log).map(run => run.stages.map(({ standing }) => standing))

describe('the runs of a campaign, from its log', () => {
  it('are none before it is started, and all states but the first are to come', () => {
    expect(runsOf(logOf(['campaign.created']))).toEqual([])
    const picture = statePicture({ state: 'IDLE', status: 'draft' }, undefined)
    expect(picture.map(({ standing }) => standing)).toEqual(['waiting', ...Array(7).fill('ahead')])
    expect(picture.filter(({ current }) => current).map(({ state }) => state)).toEqual(['IDLE'])
  })

  it('tell how long a stage took over all its tries, how often it was tried, and why again', () => {
    const [run] = runsOf(
      logOf(...BEGUN, again('RADAR_SCAN'), again('RADAR_SCAN'), completed('RADAR_SCAN', { signals: 4 })),
    )
    const [radar] = run?.stages ?? []
    expect(radar).toMatchObject({ standing: 'done', tries: 3, note: { signals: 4 } })
    expect(radar?.retries).toHaveLength(2)
    expect(radar?.retries[0]).toMatchObject({ reason: 'UPSTREAM_TIMEOUT', detail: 'no answer', inMs: 500 })
    expect(radar && stageTime(radar, 0)).toBe('30 s')
  })

  it('tell of a running stage how long it has been at it', () => {
    const [run] = runsOf(logOf(...BEGUN))
    const [radar] = run?.stages ?? []
    expect(radar && stageTime(radar, Date.UTC(2026, 2, 1, 0, 1, 20))).toBe('1 min so far')
    expect(standings(logOf(...BEGUN))).toEqual([['running', ...Array(5).fill('ahead')]])
  })

  it('keep what stood before the stage that a retry begins from', () => {
    const log = logOf(
      ...BEGUN,
      completed('RADAR_SCAN'),
      started('STRATEGY_GEN'),
      ['campaign.failed', { stage: 'STRATEGY_GEN', reason: 'UPSTREAM_ERROR' }],
      ['campaign.retried', { execution_id: 'e2', from_stage: 'STRATEGY_GEN', retry_count: 1 }],
      started('STRATEGY_GEN'),
    )
    expect(standings(log)).toEqual([
      ['done', 'failed', 'unreached', 'unreached', 'unreached', 'unreached'],
      ['kept', 'running', 'ahead', 'ahead', 'ahead', 'ahead'],
    ])
    expect(runsOf(log)).toMatchObject([
      { n: 1, executionId: 'e1', end: 'failed' },
      { n: 2, executionId: 'e2', fromStage: 'STRATEGY_GEN' },
    ])
  })

  it('show a cancel where it found the campaign', () => {
    const log = logOf(...BEGUN, ['campaign.cancelled', { reason: 'no longer wanted' }])
    expect(standings(log)).toEqual([['cancelled', ...Array(5).fill('unreached')]])
  })

  it('wait in PUBLISH for people and platforms, and end there when all is published', () => {
    const log = logOf(...BEGUN, started('PUBLISH'), ['stage.waiting', { stage: 'PUBLISH', reserved_minor: 100 }])
    expect(runsOf(log)[0]?.stages[4]).toMatchObject({ standing: 'waiting', note: { reserved_minor: 100 } })
    const done = logOf(
      ...BEGUN,
      started('PUBLISH'),
      ['stage.waiting', { stage: 'PUBLISH', reserved_minor: 100 }],
      completed('PUBLISH'),
    )
    expect(runsOf(done)[0]?.stages[4]).toMatchObject({ standing: 'done', note: { reserved_minor: 100 } })
  })

  it('are not led astray by entries that name no stage of ours', () => {
    const log = logOf(...BEGUN, started('NOWHERE'), completed('toString'), ['something.else', { stage: 'LEARN' }])
    expect(standings(log)).toEqual([['running', ...Array(5).fill('ahead')]])
  })
})
