// What a campaign does beside its stages: look at its actions, cancel them, give reserved spend back.
import type { CampaignAction } from '#db/campaign/campaign-actions.ts'
import type { LoadedCampaignStep } from '#db/campaign/campaign-load-steps.ts'
import type { CampaignStage } from '#domain/campaign/campaign-state.ts'
import { backoffMs } from '#domain/outcome.ts'
import type { StepKind } from '#domain/step.ts'
import type { Settled } from '../runtime/step-engine.ts'
import type { Reservation } from '../stages/publish.ts'
import type { StageResults } from '../stages/stage-results.ts'
import { type ApplyPlanPorts, applyPlan } from './apply-plan.ts'
import { planPublishCheck } from './plan-publish-check.ts'

export interface FollowUpPorts extends ApplyPlanPorts {
  actionsOf(tenantId: string, campaignId: string): Promise<CampaignAction[]>
  resultsOf(
    campaignId: string,
    executionId: string,
    stages: readonly CampaignStage[],
  ): Promise<Partial<Record<CampaignStage, unknown>>>
  putOff(step: { id: string; run: number }, delayMs: number): Promise<boolean>
  /** Cancels one action that has not begun; resolves when it is cancelled or beyond that. */
  cancelAction(tenantId: string, actionId: string, reason: string): Promise<void>
  /** Gives what was reserved back to the budget. @throws when enterprise did not take it */
  releaseSpend(reservation: Reservation, tenantId: string, trace: string | undefined): Promise<void>
}

export type FollowUpKind = Extract<StepKind, 'publish-check' | 'cancel-actions' | 'release-spend'>

/** Each looks afresh every time it is asked: after a lost race it is simply asked again. */
export const FOLLOW_UPS: Record<FollowUpKind, (ports: FollowUpPorts, loaded: LoadedCampaignStep) => Promise<Settled>> =
  {
    'publish-check': checkPublications,
    'cancel-actions': cancelActions,
    'release-spend': releaseSpend,
  }

async function checkPublications(ports: FollowUpPorts, loaded: LoadedCampaignStep): Promise<Settled> {
  const { campaign } = loaded.record
  const actions = await ports.actionsOf(campaign.tenantId, campaign.id)
  return applyPlan(ports, loaded, planPublishCheck(campaign, actions))
}

async function cancelActions(ports: FollowUpPorts, { step, record }: LoadedCampaignStep): Promise<Settled> {
  const { tenantId, id } = record.campaign
  for (const action of await ports.actionsOf(tenantId, id))
    await ports.cancelAction(tenantId, action.id, 'its campaign was cancelled')
  await ports.close(step)
  return { kind: 'closed' }
}

/** The reservation is that of the step's own execution: the campaign may be in another by now. */
async function releaseSpend(ports: FollowUpPorts, { step, record }: LoadedCampaignStep): Promise<Settled> {
  const { PUBLISH } = await ports.resultsOf(record.campaign.id, step.executionId, ['PUBLISH'])
  if (PUBLISH !== undefined) {
    const { reservation } = PUBLISH as StageResults['PUBLISH'] // our own stage wrote it
    try {
      await ports.releaseSpend(reservation, step.tenantId, step.trace)
    } catch {
      // Whatever the reason, only time mends it, and enterprise lets a reservation expire in the end.
      const delayMs = backoffMs(Math.min(step.run, 10), Math.random(), { capMs: 600_000 })
      return (await ports.putOff(step, delayMs)) ? { kind: 'put_off' } : { kind: 'closed' }
    }
  }
  await ports.close(step)
  return { kind: 'closed' }
}
