// A rig whose tenants have endpoints.
import { randomUUIDv7 as uuid } from 'node:crypto'
import type { Webhook, WebhookDelivery } from '#domain/webhook/webhook.ts'
import { createSeal } from '#queues/seal.ts'
import { newSecret, sealSecret } from '#queues/webhook/webhook-secret.ts'
import { ANN, type CampaignRig } from './campaign-rig.ts'
import { openWorkerRig, type WorkerRig } from './worker-rig.ts'

export interface Endpoints {
  /** Makes an endpoint, of the rig's tenant unless told. */
  endpoint(url: string, events?: string[], tenantId?: string): Promise<{ webhook: Webhook; secret: string }>
  rotate(webhook: Webhook, overlapMs: number): Promise<string>
  /** As it stands. */
  webhook(id: string): Promise<Webhook>
  /** Oldest first. */
  deliveries(id: string): Promise<WebhookDelivery[]>
}

export type WebhookRig = WorkerRig & Endpoints

const KEY = Buffer.alloc(32, 7)

/** Of a worker that may send to this machine. */
export const WEBHOOK_ENV = { TOKEN_SEALING_KEY: KEY.toString('base64'), WEBHOOK_ALLOWED_HOSTS: '127.0.0.1' }

export async function openWebhookRig(env: Record<string, string> = {}): Promise<WebhookRig> {
  const rig = await openWorkerRig({
    ...WEBHOOK_ENV,
    WEBHOOK_POLL_MS: '200',
    WEBHOOK_TIMEOUT_MS: '1000',
    WEBHOOK_RETRY_S: '0.1,0.2,0.3,0.4,0.5,0.6,0.7,0.8,0.9,1',
    ...env,
  })
  return { ...rig, ...endpointsOf(rig) }
}

export function endpointsOf(rig: Pick<CampaignRig, 'tenantId' | 'ledger'>): Endpoints {
  const seal = createSeal(KEY)
  return {
    async endpoint(url, events = ['*'], tenantId = rig.tenantId) {
      const id = uuid()
      const secret = newSecret()
      const sealed = sealSecret(seal, id, secret)
      const made = await rig.ledger.webhooks.create(tenantId, { id, url, events, description: null, sealed }, ask())
      if (typeof made === 'string') throw new Error(made)
      return { webhook: made, secret }
    },
    async rotate(webhook, overlapMs) {
      const secret = newSecret()
      await rig.ledger.webhooks.rotate(webhook, sealSecret(seal, webhook.id, secret), overlapMs, ask())
      return secret
    },
    async webhook(id) {
      const found = await rig.ledger.webhooks.view({ ops: true }, id)
      if (found === undefined) throw new Error(`no webhook ${id}`)
      return found
    },
    async deliveries(id) {
      return (await rig.ledger.webhooks.deliveries({ ops: true }, id, {}, { limit: 200 })).items.reverse()
    },
  }
}

const ask = () => ({ actor: ANN.actor })
