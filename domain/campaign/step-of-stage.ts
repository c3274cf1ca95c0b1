// Which step does a stage.
import type { StepKind } from '../step.ts'
import type { CampaignStage } from './campaign-state.ts'

export const STEP_OF_STAGE = {
  RADAR_SCAN: 'radar-scan',
  STRATEGY_GEN: 'strategy-gen',
  CONTENT_PROD: 'content-prod',
  QUALITY_AUDIT: 'quality-audit',
  PUBLISH: 'publish',
  LEARN: 'learn',
} as const satisfies Record<CampaignStage, StepKind>
