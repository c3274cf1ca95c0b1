// A new secret for an endpoint, and its seal.
import { MandateError } from '#domain/errors.ts'
import { newSecret, sealSecret } from '#queues/webhook/webhook-secret.ts'
import type { Ports } from '../pipeline/ports.ts'

/** @throws MandateError UNAVAILABLE where no key is set: nothing is kept unsealed */
export function sealedSecret({ webhookSeal }: Pick<Ports, 'webhookSeal'>, webhookId: string) {
  if (webhookSeal === undefined)
    throw new MandateError('UNAVAILABLE', 'webhooks need the setting TOKEN_SEALING_KEY, which seals their secrets')
  const secret = newSecret()
  return { secret, sealed: sealSecret(webhookSeal, webhookId, secret) }
}
