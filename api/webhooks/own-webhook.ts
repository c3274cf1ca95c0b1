// The endpoint that a path names, of the caller's own tenant: whoever reads all tenants changes nothing of another.
import { IllegalTransition, MandateError } from '#domain/errors.ts'
import type { Webhook, WebhookDelivery } from '#domain/webhook/webhook.ts'
import type { Caller } from '../auth/caller.ts'
import type { Call } from '../pipeline/call.ts'
import type { Ports } from '../pipeline/ports.ts'

export function ownWebhook(ports: Ports, { tenantId }: Caller, id: string): Promise<Webhook | undefined> {
  return ports.webhooks.view({ tenantId }, id)
}

/** As this reader may see it. */
export function shownWebhook(ports: Ports, { reader }: Caller, id: string): Promise<Webhook | undefined> {
  return ports.webhooks.view(reader, id)
}

/** @throws MandateError NOT_FOUND */
export async function deliveryInPath({
  ports,
  caller,
  subject,
  context,
}: Pick<Call<Webhook>, 'ports' | 'caller' | 'subject' | 'context'>) {
  const id = context.req.param('delivery_id')?.toLowerCase() ?? ''
  const found = UUID.test(id) ? await ports.webhooks.delivery(caller.reader, subject.id, id) : undefined
  if (found === undefined) throw new MandateError('NOT_FOUND', 'there is no delivery of that id')
  return found
}

/** Deleted a moment ago. */
export const webhookGone = () => new MandateError('NOT_FOUND', 'there is nothing of that id')

export function webhookDisabled(command: string): IllegalTransition {
  return new IllegalTransition(
    command,
    'DISABLED',
    ['enable'],
    'INVALID_STATE',
    'nothing is sent to it: enable it first',
  )
}

/** @returns the delivery as it stands */
export async function deliveryNow(
  { ports, caller, subject }: Pick<Call<Webhook>, 'ports' | 'caller' | 'subject'>,
  id: string,
): Promise<WebhookDelivery> {
  const found = await ports.webhooks.delivery({ tenantId: caller.tenantId }, subject.id, id)
  if (found === undefined) throw new MandateError('NOT_FOUND', 'there is no delivery of that id')
  return found.delivery
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
