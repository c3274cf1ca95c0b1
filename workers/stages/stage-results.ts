// What each stage leaves behind for those after it.
import type { ContentPiece } from '#contracts/content-piece.ts'
import type { Learning } from '#contracts/learning.ts'
import type { QualityReport } from '#contracts/quality-report.ts'
import type { StrategyBrief } from '#contracts/strategy-brief.ts'
import type { ScanReply } from '#contracts/upstream/radar.ts'

export interface Reservation {
  reservation_id: string
  amount_minor: number
  currency: string
}

export interface StageResults {
  RADAR_SCAN: ScanReply
  STRATEGY_GEN: StrategyBrief
  CONTENT_PROD: ContentPiece[]
  QUALITY_AUDIT: QualityReport
  PUBLISH: { reservation: Reservation }
  LEARN: Learning[]
}
