import { describe, expect, it } from 'vitest'
import { createMandate } from '#sdk/index.ts'

const ID = '0198c1de-0000-7000-8000-000000000001'

/** A server that answers with these, in this order. */
function mandateOf(...answers: (Response | Error)[]) {
  const keys: (string | null)[] = []
  const fetch: typeof globalThis.fetch = async (_url, init) => {
    keys.push(new Headers(init?.headers).get('idempotency-key'))
    const answer = answers.shift() ?? expect.fail('asked once too often')
    if (answer instanceof Error) throw answer
    return answer
  }
  return { mandate: createMandate({ url: 'http://mandate.test', token: 't', fetch }), keys }
}

const told = (secret: string | null, status: number) => Response.json({ webhook_id: ID, secret }, { status })
const body = { url: 'https://example.com/hook', events: ['action.completed'] } as never

describe('a secret that is told once', () => {
  it('is in the answer of whoever asked', async () => {
    expect(await mandateOf(told('whsec_x', 201)).mandate.webhooks.create(body)).toEqual({
      webhook_id: ID,
      secret: 'whsec_x',
    })
    expect((await mandateOf(told('whsec_y', 200)).mandate.webhooks.rotateSecret(ID)).secret).toBe('whsec_y')
  })

  it.each(['create', 'rotateSecret'] as const)(
    'and was lost with the answer of %s is never null: the error names the webhook and the way on',
    async name => {
      const { mandate, keys } = mandateOf(new TypeError('fetch failed'), told(null, 201))
      const sent = name === 'create' ? mandate.webhooks.create(body) : mandate.webhooks.rotateSecret(ID)
      const error = await sent.catch(thrown => thrown)
      expect(error).toMatchObject({ name: 'MandateError', code: 'SECRET_LOST', problem: { webhook_id: ID } })
      expect(error.detail).toContain(`rotateSecret('${ID}')`)
      expect(new Set(keys).size).toBe(1)
    },
  )
})
