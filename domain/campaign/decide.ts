// What a campaign may do: (state, command) → events, or IllegalTransition.
import { IllegalTransition } from '../errors.ts'
import type { Campaign, Failure } from './campaign.ts'
import { CAMPAIGN_STAGES, type CampaignStage, isEarlierStage, nextStage } from './campaign-state.ts'
import type { CampaignEvent } from './event.ts'

export type CampaignCommand =
  | { type: 'start'; executionId: string }
  | { type: 'completeStage'; stage: CampaignStage; note: Record<string, unknown> }
  | { type: 'retryStage'; stage: CampaignStage; attempt: number; reason: string; detail: string; retryInMs: number }
  | { type: 'awaitActions'; actions: { actionId: string; channel: string }[]; note: Record<string, unknown> }
  | { type: 'noteActions'; changes: ActionChange[] }
  | { type: 'settleActions'; changes: ActionChange[]; verdict: Failure | 'published' }
  | { type: 'failStage'; failure: Failure; note: Record<string, unknown> }
  | { type: 'cancel'; reason: string }
  | { type: 'retry'; executionId: string; fromStage?: CampaignStage; publishedOrUnknown: boolean; openActions: boolean }

/** Something that happened to one of the campaign's actions, as its own trail tells it. */
export interface ActionChange {
  type: 'action.decided' | 'action.ended'
  actionId: string
  details: Record<string, unknown>
}

/**
 * Decides what follows from a command.
 * @returns the events, in order; evolving the state by them is the only way it changes
 * @throws IllegalTransition when the state forbids the command
 */
export function decide(campaign: Campaign, command: CampaignCommand): CampaignEvent[] {
  switch (command.type) {
    case 'start':
      if (campaign.status !== 'draft') throw illegal(command, campaign)
      return [
        { type: 'campaign.started', executionId: command.executionId },
        { type: 'stage.started', stage: 'RADAR_SCAN' },
      ]
    case 'completeStage':
      demandRunning(campaign, command, command.stage)
      return completeStage(command.stage, command.note)
    case 'retryStage':
      demandRunning(campaign, command, command.stage)
      return [
        {
          type: 'stage.retrying',
          stage: command.stage,
          attempt: command.attempt,
          reason: command.reason,
          detail: command.detail,
          retryInMs: command.retryInMs,
        },
      ]
    case 'awaitActions':
      demandRunning(campaign, command, 'PUBLISH')
      return [
        ...command.actions.map(action => ({ type: 'action.proposed' as const, ...action })),
        { type: 'stage.waiting', stage: 'PUBLISH', note: command.note },
      ]
    case 'noteActions':
      if (campaign.status !== 'waiting') throw illegal(command, campaign)
      return command.changes.map(actionEvent)
    case 'settleActions':
      if (campaign.status !== 'waiting') throw illegal(command, campaign)
      return [
        ...command.changes.map(actionEvent),
        ...(command.verdict === 'published'
          ? completeStage('PUBLISH', {})
          : [{ type: 'campaign.failed' as const, failure: command.verdict, note: {} }]),
      ]
    case 'failStage':
      demandRunning(campaign, command, command.failure.stage)
      return [{ type: 'campaign.failed', failure: command.failure, note: command.note }]
    case 'cancel':
      if (campaign.status !== 'draft' && campaign.status !== 'running' && campaign.status !== 'waiting')
        throw illegal(command, campaign)
      return [{ type: 'campaign.cancelled', reason: command.reason }]
    case 'retry':
      return retry(campaign, command)
    default:
      return command satisfies never
  }
}

function completeStage(stage: CampaignStage, note: Record<string, unknown>): CampaignEvent[] {
  const next = nextStage(stage)
  return [
    { type: 'stage.completed', stage, note },
    next === undefined ? { type: 'campaign.completed' } : { type: 'stage.started', stage: next },
  ]
}

function retry(campaign: Campaign, command: Extract<CampaignCommand, { type: 'retry' }>): CampaignEvent[] {
  if (campaign.status !== 'failed') throw illegal(command, campaign)
  const { stage: failedStage } = campaign.failure
  const fromStage = command.fromStage ?? failedStage
  if (isEarlierStage(failedStage, fromStage))
    throw new IllegalTransition(
      'retry',
      campaign.state,
      CAMPAIGN_STAGES.filter(stage => !isEarlierStage(failedStage, stage)),
      'INVALID_STATE',
      `retry may start at ${failedStage}, where it failed, or earlier; not at ${fromStage}`,
    )
  if (campaign.retryCount >= campaign.maxRetries)
    throw new IllegalTransition(
      'retry',
      campaign.state,
      [],
      'RETRIES_EXHAUSTED',
      `all ${campaign.maxRetries} retries are used`,
    )
  if (command.publishedOrUnknown && isEarlierStage(fromStage, 'PUBLISH'))
    throw new IllegalTransition(
      'retry',
      campaign.state,
      ['PUBLISH', 'LEARN'].filter(stage => !isEarlierStage(failedStage, stage as CampaignStage)),
      'ALREADY_PUBLISHED',
      `something of this campaign is published, or may be: it can't go back to ${fromStage}`,
    )
  if (command.openActions)
    throw new IllegalTransition(
      'retry',
      campaign.state,
      [],
      'INVALID_STATE',
      'an action of this campaign is still under way',
    )
  return [
    { type: 'campaign.retried', executionId: command.executionId, fromStage, retryCount: campaign.retryCount + 1 },
    { type: 'stage.started', stage: fromStage },
  ]
}

function demandRunning(campaign: Campaign, command: CampaignCommand, stage: CampaignStage): void {
  if (campaign.status !== 'running' || campaign.state !== stage) throw illegal(command, campaign)
}

function actionEvent(change: ActionChange): CampaignEvent {
  return { type: change.type, actionId: change.actionId, details: change.details }
}

function illegal(command: CampaignCommand, campaign: Campaign): IllegalTransition {
  return new IllegalTransition(
    command.type,
    campaign.status === 'cancelled' ? 'cancelled' : campaign.state,
    allowedCommands(campaign),
  )
}

/** What a client may ask of a campaign as it stands. */
export function allowedCommands(campaign: Campaign): string[] {
  switch (campaign.status) {
    case 'draft':
      return ['start', 'cancel']
    case 'running':
    case 'waiting':
      return ['cancel']
    case 'failed':
      return campaign.retryCount < campaign.maxRetries ? ['retry'] : []
    case 'completed':
    case 'cancelled':
      return []
    default:
      return campaign satisfies never
  }
}
