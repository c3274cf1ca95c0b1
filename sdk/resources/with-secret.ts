// A webhook's secret is told once: an answer that was kept, and is told again under the same key, no longer has it.
import type { Answered } from '../client/create-caller.ts'
import { MandateError } from '../client/mandate-error.ts'

/**
 * @returns the webhook with its secret
 * @throws MandateError SECRET_LOST when the answer is one that was told before
 */
export function withSecret<T extends { webhook_id: string; secret: string | null }>({ data, response }: Answered<T>) {
  const status = response.status
  if (data === undefined)
    throw new MandateError({ status, code: 'UNEXPECTED_ANSWER', detail: 'an answer without body' })
  const { secret, ...webhook } = data
  if (secret !== null) return { ...data, secret }
  const detail = `the secret of webhook ${data.webhook_id} was in an answer that did not arrive, and is told once: call webhooks.rotateSecret('${data.webhook_id}') for another`
  throw new MandateError({ status, code: 'SECRET_LOST', detail, problem: webhook })
}
