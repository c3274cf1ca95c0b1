// A platform as the actuator sees it (seed 000: ISocialPlatformAdapter): authenticate, postContent, getMetrics, and a probe.
import type { ActionError } from '../action/action.ts'
import type { Platform } from '../action/action-status.ts'

export interface Post {
  actionId: string
  account: string
  text: string
  media: { url: string; sha256: string; alt?: string }[]
  replyTo?: string
  budgetMinor?: number
  /** Behaviour asked of the MOCK platform; others never see it. */
  mock?: Record<string, unknown>
}

/** Where sending may end. What is not known is `unknown`: never a guess from an error's name. */
export type SendResult =
  | { kind: 'accepted'; platformRefId: string; permalink?: string; httpStatus: number }
  /** A valid refusal of the platform: it did not publish. */
  | { kind: 'refused'; error: ActionError; httpStatus: number }
  | { kind: 'rate_limited'; untilMs: number; httpStatus: number }
  | { kind: 'unknown'; detail: string; httpStatus?: number }

export type ProbeResult =
  | { kind: 'found'; platformRefId: string; permalink?: string }
  | { kind: 'not_found' }
  /** The platform did not say. */
  | { kind: 'indeterminate'; detail: string }

/** A connection made before the claim, so that a failure to connect is a failure before anything happened. */
export interface Connection {
  /** Writes the one request; resolves always, for everything after the first byte is an outcome. */
  postContent(post: Post, timeoutMs: number): Promise<SendResult>
  close(): void
}

export interface PlatformPort {
  name: Platform
  capabilities: {
    /** Sending again costs money or can't be undone: absence goes to a person. */
    metered: boolean
  }
  /** Whether the account's credentials are accepted. */
  authenticate(account: string, signal: AbortSignal): Promise<boolean>
  /** @throws when no connection can be made: nothing has happened */
  connect(signal: AbortSignal): Promise<Connection>
  /** Looks for what an attempt may have published. `known`: remote ids that belong to other actions. */
  probe(
    post: Pick<Post, 'actionId' | 'account' | 'text'>,
    known: ReadonlySet<string>,
    signal: AbortSignal,
  ): Promise<ProbeResult>
  getMetrics(post: { account: string; platformRefId: string }, signal: AbortSignal): Promise<Metrics>
}

export interface Metrics {
  impressions?: number | undefined
  likes?: number | undefined
  comments?: number | undefined
  shares?: number | undefined
  clicks?: number | undefined
  spend_minor?: number | undefined
}
