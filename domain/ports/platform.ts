// A platform as the actuator sees it (seed 000: ISocialPlatformAdapter): authenticate, postContent, getMetrics, and a probe.
import type { AccountKind } from '../action/account-kind.ts'
import type { ActionError } from '../action/action.ts'
import type { Platform } from '../action/action-status.ts'
import type { JsonObject } from '../audit-entry.ts'

/** Whose name is posted in. What it signs in with, the adapter asks of a CredentialSource. */
export interface PlatformAccount {
  tenantId: string
  account: string
  kind: AccountKind
  /** Where its credentials lie, e.g. `env:NAME`; absent: the default of the setting. */
  credentialsRef?: string
}

export interface Post {
  actionId: string
  account: PlatformAccount
  text: string
  /** `sha256` is that of the bytes that were approved. */
  media: { url: string; sha256: string; alt?: string }[]
  replyTo?: string
  budgetMinor?: number
  currency?: string
  audience?: { ageRange: readonly [number, number]; interests: readonly string[] }
  /** Behaviour asked of the MOCK platform; others never see it. */
  mock?: Record<string, unknown>
}

/** What an adapter made on the platform before the one request that publishes: media ids, a container, a paused campaign. */
export type Handles = Readonly<Record<string, JsonObject>>

/** Handles of one action's content, kept the instant they exist, so that no upload is done twice and a probe can ask by them. */
export interface Checkpoints {
  /** Undefined as well once it has expired. */
  get(name: string): JsonObject | undefined
  /** Resolves once it is durable. @param expiresAtMs milliseconds since 1970, when the platform forgets it */
  put(name: string, value: JsonObject, expiresAtMs?: number): Promise<void>
  all(): Handles
}

export interface PrepareTools {
  checkpoints: Checkpoints
  /** The bytes of one medium. @throws when they are unreadable, refused, or no longer those that were approved */
  readMedia(medium: Post['media'][number], maxBytes: number): Promise<Uint8Array>
  signal: AbortSignal
}

/** How far the preparation is. Repeatable: it looks at its checkpoints first. */
export type Prepared =
  | { kind: 'ready' }
  /** The platform is still at it, e.g. a container is being processed. */
  | { kind: 'not_yet'; retryInMs: number; detail: string }
  | { kind: 'refused'; error: ActionError }
  | { kind: 'unauthorized'; detail: string }
  | { kind: 'rate_limited'; untilMs: number }

/** What the platform says is left of an account's window. */
export interface Allowance {
  limit: number
  remaining: number
  /** Milliseconds since 1970. */
  resetsAtMs: number
}

/** Where sending may end. What is not known is `unknown`: never a guess from an error's name. */
export type SendResult = { httpStatus?: number; allowance?: Allowance } & (
  | { kind: 'accepted'; platformRefId: string; permalink?: string; httpStatus: number }
  /** A valid refusal of the platform: it did not publish. */
  | { kind: 'refused'; error: ActionError; httpStatus: number }
  /** It did not publish, because it does not know or no longer trusts who asks. */
  | { kind: 'unauthorized'; detail: string; httpStatus: number }
  | { kind: 'rate_limited'; untilMs: number; httpStatus: number }
  /** `echo`: an id that the answer names, e.g. of the earlier post in a duplicate answer; kept for the probe. */
  | { kind: 'unknown'; detail: string; echo?: string }
)

export type ProbeResult =
  | { kind: 'found'; platformRefId: string; permalink?: string }
  /** The platform can say so, and it is not there. */
  | { kind: 'not_found' }
  /** The platform did not say, or can't. */
  | { kind: 'indeterminate'; detail: string }

export interface ProbeClues {
  /** Remote ids that belong to other actions. */
  known: ReadonlySet<string>
  handles: Handles
  /** Ids that answers have named. */
  echoes: readonly string[]
  /** Milliseconds since 1970: when the first attempt of this action began. */
  sinceMs: number
}

/** A connection made before the claim, so that a failure to connect is a failure before anything happened. */
export interface Connection {
  /** Writes the one request; resolves always, for everything after the first byte is an outcome. */
  postContent(post: Post, handles: Handles, timeoutMs: number): Promise<SendResult>
  close(): void
}

/** What can be relied on after a lost answer. */
export interface Capabilities {
  /** The platform takes the same handle only once, so that its state is proof. */
  nativeKey: boolean
  /** Own posts can be listed, so that absence can be proven. */
  probe: boolean
  /** It refuses the same text twice, and says so. */
  duplicateAnswer: boolean
  /** Publishing takes a container made before. */
  container: boolean
  /** Sending again costs money or can't be undone: absence goes to a person. */
  metered: boolean
}

export interface PlatformPort {
  name: Platform
  capabilities(kind: AccountKind): Capabilities
  /** Whether the account's credentials are accepted. @throws when the platform did not say */
  authenticate(account: PlatformAccount, signal: AbortSignal): Promise<boolean>
  /** Everything that has to be there before publishing; publishes nothing. @throws when it may go better later */
  prepare(post: Post, tools: PrepareTools): Promise<Prepared>
  /** @throws CredentialsRefused without usable credentials; else when no connection can be made: nothing has happened */
  connect(account: PlatformAccount, signal: AbortSignal): Promise<Connection>
  /** Looks for what an attempt may have published. */
  probe(post: Post, clues: ProbeClues, signal: AbortSignal): Promise<ProbeResult>
  getMetrics(post: PublishedPost, signal: AbortSignal): Promise<Metrics>
}

export interface PublishedPost {
  account: PlatformAccount
  platformRefId: string
}

/** Figures under our names, and the answer that they were read from. */
export interface Metrics {
  values: MetricFigures
  raw: JsonObject
}

export interface MetricFigures {
  impressions?: number | undefined
  likes?: number | undefined
  comments?: number | undefined
  shares?: number | undefined
  clicks?: number | undefined
  spend_minor?: number | undefined
}
