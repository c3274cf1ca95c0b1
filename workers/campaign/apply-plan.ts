// Records a plan: chains its events, builds the actions it proposes, and writes all of it in one statement.
import { buildAction } from '#db/action/build-action.ts'
import { chain } from '#db/audit/chain.ts'
import type { LoadedCampaignStep } from '#db/campaign/campaign-load-steps.ts'
import type { CampaignOutcome } from '#db/campaign/campaign-record.ts'
import { ORCHESTRATOR } from '#domain/actor.ts'
import { eventDetails } from '#domain/campaign/event.ts'
import type { NewStep, Step } from '#domain/step.ts'
import { fastPath } from '#queues/dispatcher.ts'
import { JOBS } from '#queues/topology.ts'
import type { Settled } from '../runtime/step-engine.ts'
import type { Plan } from './plan-stage-outcome.ts'

export interface ApplyPlanPorts {
  record(outcome: CampaignOutcome): Promise<boolean>
  close(step: { id: string; run: number }): Promise<void>
  /** Told what the next step will find, once that is committed. */
  keepNext(next: LoadedCampaignStep): void
}

/** @param plan undefined: there is nothing to do, and the step is closed */
export async function applyPlan(
  ports: ApplyPlanPorts,
  loaded: LoadedCampaignStep,
  plan: Plan | undefined,
): Promise<Settled> {
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
  const after = { ...record, campaign: plan.campaign, version: record.version + 1, head, updatedAt: new Date(now) }
  for (const next of plan.steps) ports.keepNext({ step: opened(next, step, plan.campaign.executionId), record: after })
  return {
    kind: 'recorded',
    steps: fastPath(steps, tenantId, step.trace),
    touches: [{ subject: id }],
  }
}

/** A new step as the ledger has it: in its first run, under the trace of the one before. */
function opened({ id, subjectId, kind }: NewStep, { tenantId, trace }: Step, executionId: string): Step {
  const { version } = JOBS[kind]
  const step: Step = { id, tenantId, subjectId, kind, executionId, version, run: 1, attempt: 1 }
  return trace === undefined ? step : { ...step, trace }
}
