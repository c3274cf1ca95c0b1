// QUALITY_AUDIT: the analyst's audit, and our own gate behind it.

import { AuditReply, type AuditRequest } from '#contracts/upstream/analyst.ts'
import { applyQualityGate, QUALITY_GATE_VERSION } from '#domain/campaign/quality-gate.ts'
import { qualityAudit as job } from '#queues/jobs/quality-audit.ts'
import type { Upstream } from '../adapters/upstream/create-upstream.ts'
import { callOf } from './call-of.ts'
import { defineStage } from './define-stage.ts'

declare module './stage-results.ts' {
  interface StageResults {
    QUALITY_AUDIT: AuditReply
  }
}

export function qualityAudit({ analyst }: { analyst: Upstream }) {
  return defineStage({
    stage: 'QUALITY_AUDIT',
    job,
    needs: ['STRATEGY_GEN', 'CONTENT_PROD'],
    async run(context) {
      const body: AuditRequest = {
        campaign_id: context.campaignId,
        tenant_id: context.tenantId,
        brief: context.brief,
        content: context.results.CONTENT_PROD,
        strategy_brief: context.results.STRATEGY_GEN,
      }
      const result = await analyst.call({
        ...callOf(context, 'QUALITY_AUDIT'),
        path: '/audits',
        body,
        reply: AuditReply,
      })
      const gate = applyQualityGate(result)
      const note = {
        gate: QUALITY_GATE_VERSION,
        rules_version: result.rules_version,
        verdict: result.verdict,
        score: result.score,
        passed: gate.passed,
      }
      if (gate.passed) return { kind: 'advance', result, note }
      return {
        kind: 'stop',
        reason: 'QUALITY_GATE',
        detail: `blocked by ${gate.blockedBy.join('; ')}`.slice(0, 2000),
        retryable: false,
        result,
        note,
      }
    },
  })
}
