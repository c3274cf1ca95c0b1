// What the codes of webhooks and their deliveries say to a person.
import type { AttemptError, DisabledReason } from '#domain/webhook/webhook.ts'

export const WHY_DISABLED = {
  REQUESTED: 'Somebody disabled it.',
  GONE: 'The receiver answered 410: it is gone.',
  FAILING: 'Every try failed for too long.',
} as const satisfies Record<DisabledReason, string>

export const WHAT_WENT_WRONG = {
  STATUS: 'not taken',
  REDIRECT: 'a redirect, which is never followed',
  TIMEOUT: 'no answer in time',
  UNRESOLVED: 'its name has no address',
  UNREACHABLE: 'no connection',
  INNER_ADDRESS: 'its name leads to a network of ours',
  NOT_ALLOWED: 'https is demanded',
  SECRET_UNREADABLE: 'its secret is sealed under another key: rotate it',
} as const satisfies Record<AttemptError, string>

/** @returns such as `500, not taken`; undefined: nothing was answered yet */
export function answered(status: number | null, error: AttemptError | null): string | undefined {
  const words = [status, error === null ? null : WHAT_WENT_WRONG[error]].filter(word => word !== null)
  return words.length === 0 ? undefined : words.join(', ')
}
