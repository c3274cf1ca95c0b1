// Somebody with the same Idempotency-Key was faster between our look and our write: theirs is the answer.
import { MandateError } from '#domain/errors.ts'
import type { Answer } from '../pipeline/answer.ts'
import type { Call } from '../pipeline/call.ts'

/** @throws MandateError IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_IN_PROGRESS */
export async function replayTaken({ keyed }: Pick<Call<unknown, unknown, unknown>, 'keyed'>): Promise<Answer> {
  const answer = await keyed?.replay()
  if (answer !== undefined) return answer
  throw new MandateError('IDEMPOTENCY_IN_PROGRESS', 'a request with this Idempotency-Key is being answered', {
    retryable: true,
  })
}
