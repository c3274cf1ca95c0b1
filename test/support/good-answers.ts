// What upstream services answer when all is well: the smallest answers that the contract allows.

import type { ContentPiece } from '#contracts/content-piece.ts'
import type { QualityReport } from '#contracts/quality-report.ts'
import type { StrategyBrief } from '#contracts/strategy-brief.ts'
import type { ReleaseReply, ReservationReply, SettleReply } from '#contracts/upstream/enterprise.ts'
import type { LearnReply } from '#contracts/upstream/optimizer.ts'
import type { ScanReply } from '#contracts/upstream/radar.ts'

interface Asked {
  campaign_id?: string
  channels?: { platform: string; account: string }[]
  amount_minor?: number
  currency?: string
  spent_minor?: number
}

/** @param path of the scripted upstreams, e.g. `/analyst/strategies` */
export function goodAnswer(path: string, asked: Asked): unknown {
  switch (path) {
    case '/radar/scan':
      return goodScan
    case '/analyst/strategies':
      return goodStrategy(channelsOf(asked))
    case '/analyst/audits':
      return goodReport
    case '/visual/content':
      return goodPieces(channelsOf(asked), asked.campaign_id ?? '')
    case '/optimizer/advice':
      return null
    case '/optimizer/learn':
      return goodLearnings
    case '/enterprise/reservations':
      return {
        status: 'RESERVED',
        reservation_id: `r-${asked.campaign_id}`,
        amount_minor: asked.amount_minor ?? 0,
        currency: asked.currency ?? 'EUR',
      } satisfies ReservationReply
    default:
      if (/^\/enterprise\/reservations\/[^/]+\/settle$/.test(path))
        return {
          reservation_id: 'r',
          status: 'SETTLED',
          spent_minor: asked.spent_minor ?? 0,
        } satisfies SettleReply
      if (/^\/enterprise\/reservations\/[^/]+\/release$/.test(path))
        return { reservation_id: 'r', status: 'RELEASED' } satisfies ReleaseReply
      throw new Error(`no upstream answers ${path}`)
  }
}

const channelsOf = (asked: Asked) => (asked.channels ?? []).map(({ platform, account }) => `${platform}:${account}`)

export const goodScan: ScanReply = {
  signals: [
    {
      id: 's-1',
      source: 'feed',
      title: 'Hikers like coffee',
      url: 'https://example.org/1',
      summary: 'They do.',
      published_at: '2026-03-01T10:00:00Z',
      score: 0.5,
      sentiment: 0.2,
    },
  ],
  trends: [{ term: 'coffee', mentions: 3, window_h: 24, change: 2, signal_ids: ['s-1'] }],
}

export function goodStrategy(channels: string[]): StrategyBrief {
  return {
    objective: 'sell',
    audience: 'hikers',
    message: 'coffee that walks',
    hooks: [{ style: 'question', text: 'Thirsty?' }],
    channels: channels.map(channel => ({ channel, angle: 'plain', budget_minor: 100 })),
    debate: {
      positions: [{ role: 'CEO', stance: 'go', argument: 'it fits', signal_ids: ['s-1'], objections: [] }],
      verdict: { decision: 'go', reason: 'nobody objects', overruled: [] },
    },
    constraints: [],
    guardrails: [],
    governance_hash: 'a'.repeat(64),
    engine: 'scripted@1',
    usage: {},
  }
}

export function goodPieces(channels: string[], campaignId: string): ContentPiece[] {
  return channels.map(channel => ({ channel, text: `coffee for ${campaignId} on ${channel}`, media: [] }))
}

export const goodReport: QualityReport = {
  verdict: 'PASS',
  score: 100,
  checks: [{ name: 'length', severity: 'CRITICAL', passed: true, message: 'fits' }],
  rules_version: 'scripted-1',
}

export const goodLearnings: LearnReply = [
  { subject: 'hook', finding: 'questions work', evidence: 'one post', confidence: 0.1 },
]
