// What the SDK signs and verifies is held against the product's own checks and the reference package.
import { exportJWK, generateKeyPair } from 'jose'
import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { actionDigest as productDigest } from '#db/action/action-digest.ts'
import { isSignedBy } from '#queues/command/command-signature.ts'
import { onlyKey, readCommandToken } from '#queues/command/command-token.ts'
import { type Action, actionDigest, signCommand, verifyWebhook, WebhookRefused } from '#sdk/index.ts'

const hmacKey = 'k'.repeat(32)
const ids = {
  action_id: '0199a1b3-0a1b-7c2d-9e3f-4a5b6c7d8e9f',
  tenant_id: '7b0f4c1e-6a55-4f0e-9d3c-2f1f0a9b6c11',
}
const content = {
  ...ids,
  ...{ platform: 'MOCK', account: 'demo', governance_hash: 'policy' },
  payload: { content_text: 'Où? 日本 \u2028', budget_bid: 10.5, media_urls: ['https://a.example/x.png'] },
  media_sha256: ['ab'.repeat(32)],
} as const
const digest = productDigest({
  ...{ actionId: content.action_id, tenantId: content.tenant_id, platform: 'MOCK', account: 'demo' },
  ...{ payload: { ...content.payload, media_urls: [...content.payload.media_urls] }, governanceHash: 'policy' },
  mediaSha256: content.media_sha256,
})
const action = { ...content, digest } as unknown as Action

describe('a signed command', () => {
  it.each(['EdDSA', 'ES256'] as const)('holds before the actuator’s own checks: %s', async alg => {
    const pair = await generateKeyPair(alg, { extractable: true })
    const key = { ...(await exportJWK(pair.privateKey)), kid: 'k1' }
    const { body, headers } = await signCommand({ action, key, hmacKey, alg })
    expect(isSignedBy([hmacKey], body, headers['x-command-signature'])).toBe(true)
    const sent = JSON.parse(body)
    const read = await readCommandToken(sent.command_token, onlyKey(await exportJWK(pair.publicKey)), {
      ...{ issuer: 'mandate-enterprise', tenantId: ids.tenant_id, actionId: ids.action_id, atMs: Date.now() },
    })
    expect(read.digest).toBe(digest)
    expect(sent.payload).toEqual(content.payload)
  })

  it('is refused for an action whose digest is not that of its content, or that has none', async () => {
    const { privateKey: key } = await generateKeyPair('EdDSA')
    const other = { ...action, payload: { ...action.payload, content_text: 'something else' } } as Action
    await expect(signCommand({ action: other, key, hmacKey })).rejects.toThrow('not that of its content')
    const { digest: _, ...without } = action
    await expect(signCommand({ action: without, key, hmacKey })).rejects.toThrow('no digest yet')
  })

  it('goes by the digest that the ledger computes', async () => {
    expect(await actionDigest(action)).toBe(digest)
  })
})

describe('a webhook', () => {
  const [now, before] = ['a', 'b'].map(letter => `whsec_${btoa(letter.repeat(32))}`) as [string, string]
  const body = '{"type":"action.completed","n":1}'
  const headersBy = (secret: string, at = new Date()) => ({
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign('msg_1', at, body),
  })

  it('holds under the new secret and under the old one, however its headers come', () => {
    const event = JSON.parse(body)
    expect(verifyWebhook(body, headersBy(now), [now, before])).toMatchObject({ id: 'msg_1', event })
    expect(verifyWebhook(new TextEncoder().encode(body), new Headers(headersBy(before)), [now, before]).event).toEqual(
      event,
    )
    const upper = Object.entries(headersBy(now)).map(([name, value]) => [name.toUpperCase(), [value]])
    expect(verifyWebhook(body, Object.fromEntries(upper), now).event).toEqual(event)
  })

  it('is refused when one byte differs, when another signed it, when it is old, and without any secret', () => {
    const refused = (...asked: Parameters<typeof verifyWebhook>) =>
      expect(() => verifyWebhook(...asked)).toThrow(WebhookRefused)
    refused(body.replace('1', '2'), headersBy(now), now)
    refused(body, headersBy(before), now)
    refused(body, headersBy(now, new Date(Date.now() - 6 * 60_000)), now)
    refused(body, {}, now)
    refused(body, headersBy(now), [])
  })
})
