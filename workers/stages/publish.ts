// PUBLISH: reserves the planned spend, then has one action proposed for each piece and waits for people and platforms.
import { v5 as uuidFromName } from 'uuid'
import type { Channel } from '#contracts/brief.ts'
import type { ContentPiece } from '#contracts/content-piece.ts'
import { ReservationReply, type ReservationRequest } from '#contracts/upstream/enterprise.ts'
import type { CampaignAction } from '#db/campaign/campaign-actions.ts'
import type { AccountKind } from '#domain/action/account-kind.ts'
import { isFinalActionStatus } from '#domain/action/action-status.ts'
import { approversFor, isGoverned, type Policy } from '#domain/action/policy.ts'
import type { ActionDraft } from '#domain/outcome.ts'
import { publish as job } from '#queues/jobs/publish.ts'
import { preflightOf } from '../actuator/preflight-of.ts'
import { type HashMediaOf, type PreviewBudget, previewBudget } from '../adapters/media/create-media-hasher.ts'
import type { Upstream } from '../adapters/upstream/create-upstream.ts'
import { UpstreamError } from '../adapters/upstream/upstream-error.ts'
import { callOf } from './call-of.ts'
import { defineStage } from './define-stage.ts'
import type { StageResults } from './stage-results.ts'

export interface Reservation {
  reservation_id: string
  amount_minor: number
  currency: string
}

declare module './stage-results.ts' {
  interface StageResults {
    PUBLISH: { reservation: Reservation }
  }
}

export interface PublishPorts {
  enterprise: Upstream
  /** Keeps what is shown to whoever approves, as well. */
  hashMediaOf: HashMediaOf
  actionsOf(tenantId: string, campaignId: string): Promise<CampaignAction[]>
  policyOf(tenantId: string): Promise<Policy>
  accountKind(tenantId: string, platform: Channel['platform'], account: string): Promise<AccountKind>
}

export function publish({ enterprise, actionsOf, hashMediaOf, policyOf, accountKind }: PublishPorts) {
  return defineStage({
    stage: 'PUBLISH',
    job,
    needs: ['STRATEGY_GEN', 'CONTENT_PROD'],
    async run(context) {
      const strategy = context.results.STRATEGY_GEN
      const currency = context.brief.budget?.currency ?? 'EUR'
      const policy = await policyOf(context.tenantId)
      if (!isGoverned(policy, { governanceHash: strategy.governance_hash }))
        return {
          kind: 'stop',
          reason: 'PUBLICATION_FAILED',
          detail: 'the governance hash that the strategy was made under is not in force',
          retryable: true,
        }
      const plannedMinor = strategy.channels.reduce((sum, channel) => sum + (channel.budget_minor ?? 0), 0)
      const body: ReservationRequest = {
        campaign_id: context.campaignId,
        execution_id: context.executionId,
        tenant_id: context.tenantId,
        amount_minor: plannedMinor,
        currency,
      }
      const reply = await enterprise.call({
        ...callOf(context, 'PUBLISH'),
        path: '/reservations',
        body,
        reply: ReservationReply,
      })
      if (reply.status === 'REFUSED')
        return {
          kind: 'stop',
          reason: 'BUDGET_EXCEEDED',
          detail: `enterprise refused ${plannedMinor} minor units of ${currency}: ${reply.reason}`,
          retryable: true,
        }
      const former = await actionsOf(context.tenantId, context.campaignId)
      const carried = new Set(former.filter(isOfUse).map(action => action.channel))
      const pieces = context.results.CONTENT_PROD.filter(({ channel }) => !carried.has(channel))
      const actions: ActionDraft[] = []
      for (const piece of pieces) {
        const { platform, account } = channelOf(piece, context.channels)
        const kind = await accountKind(context.tenantId, platform, account)
        actions.push(draftOf(piece, { platform, account, kind }, context.executionId, { strategy, currency, policy }))
      }
      const previews = previewBudget()
      for (const piece of pieces) await demandAuditedBytes(piece, { hashMediaOf, previews }, context)
      const { reservation_id, amount_minor } = reply
      return {
        kind: 'wait',
        result: { reservation: { reservation_id, amount_minor, currency } },
        actions,
        carriedOver: carried.size > 0,
        note: { reserved_minor: amount_minor, currency },
      }
    },
  })
}

/** A piece whose action is published, or may still be, is never proposed again. */
function isOfUse(action: CampaignAction): boolean {
  return action.status === 'COMPLETED' || !isFinalActionStatus(action.status)
}

/** People approve bytes: what lies behind the addresses now must be what was audited. */
async function demandAuditedBytes(
  piece: ContentPiece,
  { hashMediaOf, previews }: { hashMediaOf: HashMediaOf; previews: PreviewBudget },
  { tenantId, signal }: { tenantId: string; signal: AbortSignal },
): Promise<void> {
  const urls = piece.media.map(({ url }) => url)
  let found: string[]
  try {
    found = await hashMediaOf(tenantId, urls, signal, previews)
  } catch (cause) {
    if (signal.aborted) throw cause
    const message = cause instanceof Error ? cause.message : String(cause)
    throw new UpstreamError('UPSTREAM_ERROR', `the media of ${piece.channel} can't be read: ${message}`, {
      retryable: true,
      cause,
    })
  }
  if (piece.media.every(({ sha256 }, index) => found[index] === sha256)) return
  const detail = `the media of ${piece.channel} are not the bytes that were audited`
  throw new UpstreamError('UPSTREAM_INVALID_RESPONSE', detail, { retryable: false })
}

function channelOf(piece: ContentPiece, channels: readonly Channel[]): Channel {
  const channel = channels.find(({ platform, account }) => `${platform}:${account}` === piece.channel)
  if (channel === undefined) throw new TypeError(`no channel ${piece.channel}`) // content-prod has made sure of it
  return channel
}

function draftOf(
  piece: ContentPiece,
  { platform, account, kind }: Channel & { kind: AccountKind },
  executionId: string,
  { strategy, currency, policy }: { strategy: StageResults['STRATEGY_GEN']; currency: string; policy: Policy },
): ActionDraft {
  const budgetMinor = strategy.channels.find(plan => plan.channel === piece.channel)?.budget_minor
  const payload = {
    content_text: piece.text,
    ...(piece.media.length === 0
      ? {}
      : { media_urls: piece.media.map(media => media.url), alt_texts: piece.media.map(media => media.alt) }),
    ...(kind === 'ads' && budgetMinor ? { budget_bid: budgetMinor / 100, currency } : {}),
  }
  return {
    id: uuidFromName(piece.channel, executionId),
    platform,
    account,
    payload,
    governanceHash: strategy.governance_hash,
    mediaSha256: piece.media.map(media => media.sha256),
    preflight: preflightOf({ platform, accountKind: kind, payload }),
    approvalsRequired: approversFor(policy, { platform, accountKind: kind, payload }),
  }
}
