// One of Meta's three surfaces as the adapter needs it: a page, an Instagram user, an ad account.
import type { JsonObject } from '#domain/audit-entry.ts'
import type {
  Capabilities,
  Handles,
  Metrics,
  Post,
  Prepared,
  PrepareTools,
  ProbeClues,
  ProbeResult,
} from '#domain/ports/platform.ts'
import type { Graph } from './client.ts'
import type { MetaCredentials } from './credentials.ts'

export interface Surface {
  capabilities: Capabilities
  /** @throws Halt or GraphRefusal where it ends early; anything else may go better later */
  prepare(post: Post, tools: PrepareTools, graph: Graph): Promise<Prepared>
  /** The one call that publishes; undefined when `handles` lacks what it takes. Pure. */
  publishing(post: Post, handles: Handles, credentials: MetaCredentials): PublishingCall | undefined
  permalinkOf?(id: string): string
  /** @throws when Meta did not say */
  probe(post: Post, clues: ProbeClues, graph: Graph): Promise<ProbeResult>
  metrics(id: string, graph: Graph): Promise<Metrics>
}

export interface PublishingCall {
  /** Below the version, e.g. `/123/feed`. */
  path: string
  body: JsonObject
}
