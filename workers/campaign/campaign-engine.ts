// How the runner does and records steps of campaigns.
import type { Brief } from '#contracts/brief.ts'
import type { LoadedCampaignStep } from '#db/campaign/campaign-load-steps.ts'
import { CAMPAIGN_STAGES, type CampaignStage } from '#domain/campaign/campaign-state.ts'
import { stepOfStage } from '#domain/campaign/step-of-stage.ts'
import type { Outcome } from '#domain/outcome.ts'
import type { StepKind } from '#domain/step.ts'
import { JOBS } from '#queues/topology.ts'
import type { StepEngine } from '../runtime/step-engine.ts'
import { timeLimit } from '../runtime/time-limit.ts'
import type { Stages } from '../stages/index.ts'
import { applyPlan } from './apply-plan.ts'
import { FOLLOW_UPS, type FollowUpKind, type FollowUpPorts } from './follow-up.ts'
import { outcomeOfError } from './outcome-of-error.ts'
import { planStageOutcome } from './plan-stage-outcome.ts'
import { rememberNext } from './remember-next.ts'

export interface CampaignEnginePorts extends Omit<FollowUpPorts, 'keepNext'> {
  stages: Stages
  load(stepId: string): Promise<LoadedCampaignStep | undefined>
  /** Tries of one stage, all in all. */
  stageAttempts: number
}

type Done = { kind: 'stage'; stage: CampaignStage; outcome: Outcome<unknown>; tookMs: number } | { kind: 'follow_up' }

export function campaignEngine(ports: CampaignEnginePorts): StepEngine<LoadedCampaignStep, Done> {
  const next = rememberNext()
  const planPorts = { ...ports, keepNext: next.keep }
  return {
    known: next.take,
    load: ports.load,

    async perform(loaded, signal) {
      const stage = STAGE_OF_STEP[loaded.step.kind]
      if (stage === undefined) return { kind: 'follow_up' }
      const startedMs = performance.now()
      const outcome = await runStage(ports, stage, loaded, signal)
      return { kind: 'stage', stage, outcome, tookMs: performance.now() - startedMs }
    },

    async settle(loaded, done) {
      if (done.kind === 'follow_up') return FOLLOW_UPS[loaded.step.kind as FollowUpKind](planPorts, loaded)
      if (done.outcome.kind === 'defer') {
        return (await ports.putOff(loaded.step, done.outcome.delayMs)) ? { kind: 'put_off' } : { kind: 'closed' }
      }
      const options = {
        attempts: attemptsOf(loaded.step.kind, ports.stageAttempts),
        random: Math.random(),
        tookMs: done.tookMs,
      }
      return applyPlan(planPorts, loaded, planStageOutcome(loaded, done.stage, done.outcome, options))
    },

    poisoned(loaded, detail) {
      const stage = STAGE_OF_STEP[loaded.step.kind]
      if (stage === undefined) return { kind: 'follow_up' }
      const outcome = { kind: 'stop', reason: 'INTERNAL', detail, retryable: false } as const
      return { kind: 'stage', stage, outcome, tookMs: 0 }
    },

    describe: (loaded, done) => ({
      campaign_id: loaded.record.campaign.id,
      stage: STAGE_OF_STEP[loaded.step.kind],
      ...(done?.kind === 'stage' ? { outcome: done.outcome.kind } : {}),
      ...(done?.kind === 'stage' && 'reason' in done.outcome ? { reason: done.outcome.reason } : {}),
      ...(done?.kind === 'stage' && done.outcome.kind === 'defer' ? { hold: done.outcome.why } : {}),
    }),
  }
}

const STAGE_OF_STEP: Partial<Record<StepKind, CampaignStage>> = Object.fromEntries(
  CAMPAIGN_STAGES.map(stage => [stepOfStage(stage), stage]),
)

function attemptsOf(kind: StepKind, stageAttempts: number): number {
  const { attempts } = JOBS[kind]
  return attempts === 'stage' ? stageAttempts : attempts
}

async function runStage(
  ports: CampaignEnginePorts,
  name: CampaignStage,
  { step, record }: LoadedCampaignStep,
  aborted: AbortSignal,
): Promise<Outcome<unknown>> {
  const stage = ports.stages[name]
  const limit = timeLimit(aborted, stage.job.timeoutMs)
  const { campaign, brief, channels, metadata, startedBy, createdBy } = record
  try {
    const results = await ports.resultsOf(campaign.id, campaign.executionId, stage.needs)
    return await stage.run({
      campaignId: campaign.id,
      tenantId: campaign.tenantId,
      executionId: campaign.executionId,
      brief: brief satisfies Brief,
      channels,
      metadata,
      startedBy: startedBy ?? createdBy,
      attempt: step.attempt,
      results: results as never, // written by the stages it names, each of which was validated then
      ...(step.trace === undefined ? {} : { trace: step.trace }),
      signal: limit.signal,
    })
  } catch (error) {
    if (aborted.aborted) throw error
    if (limit.isOver())
      return { kind: 'retry', reason: 'UPSTREAM_TIMEOUT', detail: `${name} took over ${stage.job.timeoutMs} ms` }
    return outcomeOfError(error)
  } finally {
    limit.clear()
  }
}
