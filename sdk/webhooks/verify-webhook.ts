// Whether a webhook is one of ours: Standard Webhooks.
import { Webhook, WebhookVerificationError } from 'standardwebhooks'

export type WebhookHeaders = Headers | Readonly<Record<string, string | string[] | undefined>>

/** Who sent it is not known: answer 4xx and do nothing. */
export class WebhookRefused extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'WebhookRefused'
  }
}

/** A webhook that holds. The same `id` may come more than once: do what it says once. */
export interface VerifiedWebhook {
  id: string
  /** When it was sent. */
  at: Date
  /** The body, parsed. */
  event: unknown
}

/**
 * @param body the exact text or bytes that came, before anything parsed them
 * @param secrets the endpoint's `whsec_…`; while they rotate the new one and the old one
 * @throws WebhookRefused when no secret signed it, or its time is more than five minutes away
 */
export function verifyWebhook(
  body: string | Uint8Array,
  headers: WebhookHeaders,
  secrets: string | readonly string[],
): VerifiedWebhook {
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body)
  const named = headersOf(headers)
  let refused: unknown
  for (const secret of typeof secrets === 'string' ? [secrets] : secrets) {
    try {
      const event = new Webhook(secret).verify(text, named)
      return { id: named['webhook-id'], at: new Date(Number(named['webhook-timestamp']) * 1000), event }
    } catch (error) {
      if (!(error instanceof WebhookVerificationError)) throw error
      refused = error
    }
  }
  const why = refused instanceof Error ? refused.message : 'no secret was given'
  throw new WebhookRefused(`the webhook does not hold: ${why}`, { cause: refused })
}

function headersOf(headers: WebhookHeaders) {
  const one = (name: string): string => {
    if (headers instanceof Headers) return headers.get(name) ?? ''
    const found = Object.entries(headers).find(([given]) => given.toLowerCase() === name)?.[1]
    return (Array.isArray(found) ? found[0] : found) ?? ''
  }
  return {
    'webhook-id': one('webhook-id'),
    'webhook-timestamp': one('webhook-timestamp'),
    'webhook-signature': one('webhook-signature'),
  }
}
