// Why a step will be done again, as metrics say it: a word of a closed set, whatever a handler wrote.
import { FAILURE_REASONS } from '#domain/campaign/campaign-state.ts'
import { HOLDS } from '#domain/hold.ts'
import type { StepKind } from '#domain/step.ts'

const WORDS: ReadonlySet<unknown> = new Set([...FAILURE_REASONS, ...HOLDS])
/** They are put off by plan: until the next time, or because somebody came. */
const PLANNED: ReadonlySet<string> = new Set<StepKind>([
  'collect-metrics',
  'expire',
  'abandon',
  'find-stuck',
  'deliver-webhooks',
])

/**
 * @param result what became of the delivery
 * @param described as the step's engine describes it
 * @returns undefined: it is not done again, or not because of what the handler said. `OTHER`: put off without a word for it.
 */
export function retryReason(job: string, result: string, described: Record<string, unknown>): string | undefined {
  if (result === 'thrown') return 'THROWN'
  const { outcome, reason, hold } = described
  const isRetry = result === 'recorded' && outcome === 'retry'
  const isKept = hold !== undefined && (result === 'recorded' || result === 'put_off')
  // What watches is due again and again; that it failed is no plan.
  const isPlanned = (PLANNED.has(job) || job.startsWith('canary:')) && outcome !== 'failed'
  if (!isRetry && !isKept && (result !== 'put_off' || isPlanned)) return undefined
  const word = hold ?? reason
  return WORDS.has(word) ? String(word) : 'OTHER'
}
