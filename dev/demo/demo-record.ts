// What a demo run found out, all that its summary and report are made of.
import { z } from 'zod'
import type { ActionResource } from '#contracts/action.ts'
import type { AuditEntryShape } from '#contracts/audit-entry.ts'
import type { CampaignPayload } from '#contracts/campaign-payload.ts'
import type { SessionResource } from '#contracts/session.ts'
import type { SessionBlock } from '#contracts/session-block.ts'
import type { ScanReply } from '#contracts/upstream/radar.ts'
import type { SealedSession } from './create-session-client.ts'

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
  session: SessionRecord
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

/** The meeting that was recorded, and the minutes of it. */
export interface SessionRecord extends Recording, Minutes {
  verification: Verification
  amendment: Amendment
  /** The document for the report: HTML of it that is not yet to be trusted, and its first page where that could be drawn. */
  page: { html: string; png: Uint8Array | undefined }
}

/** The version after the first. */
export interface Amendment {
  sealed: SealedSession
  path: string
  /** What its secretary wrote down, because core could not hear it. */
  written: { sequenceId: number; text: string }[]
}

export interface Recording {
  session: SessionResource
  /** As its secretary reads them, and as somebody does who may not read what is restricted. */
  blocks: SessionBlock[]
  openBlocks: SessionBlock[]
  corrections: { sequenceId: number; heard: string; text: string }[]
  /** Chunks that came while core was out of order, and have their text all the same. */
  recovered: number[]
  assetId: string
  /** Who listened, and whether the demo told it what it hears. */
  engine: string
  isTold: boolean
}

export interface Minutes {
  sealed: SealedSession
  /** Numbers of the chunks that core had not heard. */
  pending: number[]
  /** Beside the report. */
  path: string
  restrictedPath: string
  docx: Uint8Array
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
