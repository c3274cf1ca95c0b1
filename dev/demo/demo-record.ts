// What a demo run found out, all that its summary and report are made of.
import { z } from 'zod'
import type { ActionResource } from '#contracts/action.ts'
import type { AuditEntryShape } from '#contracts/audit-entry.ts'
import type { CampaignPayload } from '#contracts/campaign-payload.ts'
import type { ScanReply } from '#contracts/upstream/radar.ts'

export interface DemoRecord {
  campaign: CampaignPayload
  /** What radar answered to RADAR_SCAN; the campaign itself keeps only what followed from it. */
  scan: ScanReply
  actions: ActionResource[]
  trail: AuditEntryShape[]
  verification: Verification
  images: SavedImage[]
  /** What the platforms say that they accepted. */
  published: Post[]
  refusals: Refusal[]
  kill: KillRecord
  run: { startedAt: Date; readyMs: number; machine: string; versions: string }
}

/** Of a trail: what `GET /audit/verify` says, and what we find ourselves in the entries. */
export interface Verification {
  ok: boolean
  checked: number
  checkpointAt: string | null
  firstBad?: { seq: number; why: string }
}

export interface SavedImage {
  url: string
  /** Beside the report. */
  path: string
  bytes: Uint8Array
  mime: string
}

/** An answer that said no, as it had to. */
export interface Refusal {
  who: string
  attempt: string
  status: number
  code: string
  detail: string
}

/** The campaign whose worker was killed while it published. */
export interface KillRecord {
  campaign: CampaignPayload
  action: ActionResource
  posts: Post[]
  verification: Verification
  pid: number
  /** What happened, in milliseconds since the kill. */
  events: { atMs: number; text: string }[]
}

/** A line of `GET /{platform}/_emulator/published`. */
export const Post = z.object({
  id: z.string(),
  action_id: z.string().optional(),
  account: z.string(),
  text: z.string(),
  media: z.array(z.object({ url: z.string() })),
  received_at: z.string(),
})
export type Post = z.infer<typeof Post>
