// RADAR_SCAN: asks radar what is relevant to the brief now.
import { ScanReply, type ScanRequest } from '#contracts/upstream/radar.ts'
import { radarScan as job } from '#queues/jobs/radar-scan.ts'
import type { Upstream } from '../adapters/upstream/create-upstream.ts'
import { callOf } from './call-of.ts'
import { defineStage } from './define-stage.ts'

declare module './stage-results.ts' {
  interface StageResults {
    RADAR_SCAN: ScanReply
  }
}

export function radarScan({ radar }: { radar: Upstream }) {
  return defineStage({
    stage: 'RADAR_SCAN',
    job,
    needs: [],
    async run(context) {
      const body: ScanRequest = {
        campaign_id: context.campaignId,
        tenant_id: context.tenantId,
        brief: context.brief,
      }
      const result = await radar.call({ ...callOf(context, 'RADAR_SCAN'), path: '/scan', body, reply: ScanReply })
      return {
        kind: 'advance',
        result,
        note: { signals: result.signals.length, trends: result.trends.map(trend => trend.term) },
      }
    },
  })
}
