// The port of what the optimizer remembers: measured campaigns per tenant, and the answers it gave.
import type { Learning } from '#contracts/learning.ts'
import type { Advice } from '#contracts/upstream/optimizer.ts'

export interface MeasuredPost {
  /** `PLATFORM:account`. */
  readonly channel: string
  readonly hourUtc: number | null
  readonly impressions: number
  readonly engagements: number
}

export interface MeasuredCampaign {
  readonly campaignId: string
  readonly hookStyle: string
  /** At least one: a campaign that was not measured is not remembered. */
  readonly posts: readonly MeasuredPost[]
}

export interface Lesson {
  readonly tenantId: string
  readonly executionId: string
  readonly campaignId: string
  /** null: nothing was measured. */
  readonly measured: MeasuredCampaign | null
  readonly learnings: readonly Learning[]
}

export interface CampaignHistory {
  /** The last `limit` campaigns of the tenant, oldest first, each once. */
  campaigns(tenantId: string, limit: number): MeasuredCampaign[]
  /** What was answered for this execution, if it was learned before. */
  learnings(tenantId: string, executionId: string): Learning[] | undefined
  /** All or nothing, on disk when it returns. A campaign that is learned again (another execution) takes its former place. */
  keepLesson(lesson: Lesson): void
  advice(tenantId: string, campaignId: string, channels: string): Advice | undefined
  keepAdvice(tenantId: string, campaignId: string, channels: string, advice: Advice): void
  close(): void
}
