// How the runner does and records steps of campaigns.
import type { Brief } from '#contracts/brief.ts'
import { buildAction } from '#db/action/build-action.ts'
import { chain } from '#db/audit/chain.ts'
import type { CampaignAction } from '#db/campaign/campaign-actions.ts'
import type { LoadedCampaignStep } from '#db/campaign/campaign-load-steps.ts'
import type { CampaignOutcome } from '#db/campaign/campaign-record.ts'
import { ORCHESTRATOR } from '#domain/actor.ts'
import { CAMPAIGN_STAGES, type CampaignStage } from '#domain/campaign/campaign-state.ts'
import { eventDetails } from '#domain/campaign/event.ts'
import { STEP_OF_STAGE } from '#domain/campaign/step-of-stage.ts'
import type { Outcome } from '#domain/outcome.ts'
import type { StepKind } from '#domain/step.ts'
import { fastPath } from '#queues/dispatcher.ts'
import { JOBS } from '#queues/jobs/index.ts'
import type { Settled, StepEngine } from '../runtime/step-engine.ts'
import type { Stages } from '../stages/index.ts'
import { outcomeOfError } from './outcome-of-error.ts'
import { planPublishCheck } from './plan-publish-check.ts'
import { type Plan, planStageOutcome } from './plan-stage-outcome.ts'

export interface CampaignEnginePorts {
  stages: Stages
  load(stepId: string): Promise<LoadedCampaignStep | undefined>
  record(outcome: CampaignOutcome): Promise<boolean>
  close(step: { id: string; run: number }): Promise<void>
  putOff(step: { id: string; run: number }, delayMs: number): Promise<boolean>
  resultsOf(
    campaignId: string,
    executionId: string,
    stages: readonly CampaignStage[],
  ): Promise<Partial<Record<CampaignStage, unknown>>>
  actionsOf(tenantId: string, campaignId: string): Promise<CampaignAction[]>
  /** Cancels one action that has not begun; resolves when it is cancelled or beyond that. */
  cancelAction(tenantId: string, actionId: string, reason: string): Promise<void>
  /** Tries of one stage, all in all. */
  stageAttempts: number
}

type Done = { kind: 'stage'; stage: CampaignStage; outcome: Outcome<unknown>; tookMs: number } | { kind: 'look' }

export function campaignEngine(ports: CampaignEnginePorts): StepEngine<LoadedCampaignStep, Done> {
  return {
    load: ports.load,

    async perform(loaded, signal) {
      const stage = STAGE_OF_STEP[loaded.step.kind]
      if (stage === undefined) return { kind: 'look' }
      const startedMs = performance.now()
      const outcome = await runStage(ports, stage, loaded, signal)
      return { kind: 'stage', stage, outcome, tookMs: performance.now() - startedMs }
    },

    async settle(loaded, done) {
      if (done.kind === 'look') return look(ports, loaded)
      if (done.outcome.kind === 'defer') {
        const kept = await ports.putOff(loaded.step, done.outcome.delayMs)
        return kept ? { kind: 'put_off' } : { kind: 'closed' }
      }
      const options = {
        attempts: attemptsOf(loaded.step.kind, ports.stageAttempts),
        random: Math.random(),
        tookMs: done.tookMs,
      }
      return apply(ports, loaded, planStageOutcome(loaded, done.stage, done.outcome, options))
    },

    poisoned(loaded, detail) {
      const stage = STAGE_OF_STEP[loaded.step.kind]
      if (stage === undefined) return { kind: 'look' }
      const outcome = { kind: 'stop', reason: 'INTERNAL', detail, retryable: false } as const
      return { kind: 'stage', stage, outcome, tookMs: 0 }
    },

    describe: (loaded, done) => ({
      campaign: loaded.record.campaign.id,
      stage: STAGE_OF_STEP[loaded.step.kind],
      ...(done?.kind === 'stage' ? { outcome: done.outcome.kind } : {}),
      ...(done?.kind === 'stage' && 'reason' in done.outcome ? { reason: done.outcome.reason } : {}),
    }),
  }
}

const STAGE_OF_STEP: Partial<Record<StepKind, CampaignStage>> = Object.fromEntries(
  CAMPAIGN_STAGES.map(stage => [STEP_OF_STAGE[stage], stage]),
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
  const timeout = AbortSignal.timeout(stage.job.timeoutMs)
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
      signal: AbortSignal.any([timeout, aborted]),
    })
  } catch (error) {
    if (aborted.aborted) throw error
    if (timeout.aborted)
      return { kind: 'retry', reason: 'UPSTREAM_TIMEOUT', detail: `${name} took over ${stage.job.timeoutMs} ms` }
    return outcomeOfError(error)
  }
}

/** The wake of a waiting campaign, and the end of a cancelled one: both look at its actions afresh each time. */
async function look(ports: CampaignEnginePorts, loaded: LoadedCampaignStep): Promise<Settled> {
  const { campaign } = loaded.record
  const actions = await ports.actionsOf(campaign.tenantId, campaign.id)
  if (loaded.step.kind === 'publish-check') return apply(ports, loaded, planPublishCheck(campaign, actions))
  for (const action of actions) await ports.cancelAction(campaign.tenantId, action.id, 'its campaign was cancelled')
  await ports.close(loaded.step)
  return { kind: 'closed' }
}

async function apply(ports: CampaignEnginePorts, loaded: LoadedCampaignStep, plan: Plan | undefined): Promise<Settled> {
  const { step, record } = loaded
  if (plan === undefined) {
    await ports.close(step)
    return { kind: 'closed' }
  }
  const now = Date.now()
  const { tenantId, id, executionId } = record.campaign
  const built = plan.drafts.map(draft =>
    buildAction(
      {
        ...draft,
        tenantId,
        campaignId: id,
        executionId,
        execution: 'on_approval',
        proposedBy: record.startedBy ?? record.createdBy,
        preflight: [],
      },
      now,
    ),
  )
  const drafts = plan.events.map(event => ({ actor: ORCHESTRATOR, action: event.type, details: eventDetails(event) }))
  const { entries, head } = chain(id, record.head, drafts, new Date(now).toISOString())
  const steps = [...plan.steps, ...built.flatMap(action => action.steps)]
  const recorded = await ports.record({
    step,
    version: record.version,
    campaign: plan.campaign,
    entries,
    head,
    ...(plan.keep === undefined ? {} : { keep: plan.keep }),
    ...(plan.result === undefined ? {} : { result: plan.result }),
    actions: built.map(action => action.insert),
    steps,
  })
  if (!recorded) return { kind: 'conflict' }
  return {
    kind: 'recorded',
    steps: fastPath(steps, tenantId, step.trace),
    touches: [{ subject: id }],
  }
}
