// The eight states of a campaign as people call them.
import type { CampaignState } from '#domain/campaign/campaign-state.ts'

export const STATE_NAMES: Readonly<Record<CampaignState, string>> = {
  IDLE: 'Idle',
  RADAR_SCAN: 'Radar scan',
  STRATEGY_GEN: 'Strategy',
  CONTENT_PROD: 'Content',
  QUALITY_AUDIT: 'Quality audit',
  PUBLISH: 'Publish',
  LEARN: 'Learn',
  FAILED: 'Failed',
}

/** @returns the word itself where it is none of ours */
export function stateName(state: unknown): string {
  return STATE_NAMES[state as CampaignState] ?? String(state)
}
