// A batch of campaigns as a spreadsheet writes it, over HTTP.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestApi, type TestApi } from '#test/support/open-test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

async function send(body: string, headers: Record<string, string> = {}) {
  const token = await api.issuer.token({ sub: 'ada' })
  const response = await fetch(`${api.url}/api/v1/campaigns/batch`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'text/csv; charset=utf-8', ...headers },
    body,
  })
  // biome-ignore lint/suspicious/noExplicitAny: read as the test expects it
  return { status: response.status, headers: response.headers, body: (await response.json()) as any }
}

it('each good row is a campaign, each bad one says its line and its column', async () => {
  const file = [
    'objective;budget_amount;currency;channels;max_retries;locale',
    '"Sell\nit";12.50;EUR;MOCK:demo;2;en',
    'x;;;MOCK:demo MOCK:demo;;',
    ';12;EUR;MOCK:demo;;',
    'y;1,5;EUR;;;',
    'z;;;FACEBOOK:x;;not a tag',
  ].join('\n')
  const { status, body } = await send(file)
  expect([status, body.accepted, body.refused]).toEqual([202, 1, 4])
  expect(body.results.map(({ index, line, status: of }: Record<string, number>) => [index, line, of])).toEqual([
    [0, 2, 201],
    [1, 4, 422],
    [2, 5, 422],
    [3, 6, 422],
    [4, 7, 422],
  ])
  const pointers = body.results.map(({ problem }: { problem?: { errors: { pointer: string }[] } }) =>
    problem?.errors.map(({ pointer }) => pointer),
  )
  expect(pointers.slice(1)).toEqual([['/channels'], ['/objective'], ['/budget_amount'], ['/locale', '/channels']])
  const made = await api.call('GET', `/api/v1/campaigns/${body.results[0].campaign_id}`, {})
  expect(made.body).toMatchObject({
    brief: { objective: 'Sell\nit', budget: { amount_minor: 1250, currency: 'EUR' }, locale: 'en' },
    ...{ channels: [{ platform: 'MOCK', account: 'demo' }], max_retries: 2 },
  })
})

it('what is no CSV is 400, what has no column of ours or too many rows 422, another charset or type 415', async () => {
  expect((await send('"objective')).body).toMatchObject({ status: 400, code: 'MALFORMED_REQUEST' })
  expect((await send('oops\nx')).status).toBe(422)
  expect((await send('objective\n')).status).toBe(422)
  expect((await send(`objective\n${'x\n'.repeat(1001)}`)).status).toBe(422)
  const odd = await send('objective\nx', { 'content-type': 'text/plain' })
  expect(odd).toMatchObject({ status: 415, body: { accepted: ['application/json', 'text/csv'] } })
})

it('under an Idempotency-Key is taken once', async () => {
  const once = () => send('objective,channels\nx,MOCK:demo\n', { 'idempotency-key': 'csv-once' })
  const [first, second] = [await once(), await once()]
  expect(second.headers.get('idempotent-replayed')).toBe('true')
  expect(second.body).toEqual(first.body)
})
