// Answers kept under Idempotency-Keys.
import type { KeptAnswer } from './campaign-ledger.ts'

export interface IdempotencyStore {
  find(tenantId: string, route: string, key: string): Promise<KeptAnswer | undefined>
  /** Keeps an answer that changed nothing (4xx); the first one stays. */
  keep(answer: KeptAnswer): Promise<void>
}
