// What an action said before it was edited stays, as it was, and whoever decides can compare.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ActionVersion } from '#contracts/action-version.ts'
import { openTestApi, type TestApi } from '#test/support/open-test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

async function propose(content_text: string) {
  const body = { platform: 'MOCK', account: 'demo', governance_hash: 'policy', payload: { content_text } }
  return (await api.call('POST', '/api/v1/actions', { body })).body
}
const edit = (id: string, body: object, as = api.tokens.ada) => api.call('PATCH', `/api/v1/actions/${id}`, { as, body })
const versions = async (id: string, query = '') =>
  (await api.call('GET', `/api/v1/actions/${id}/versions${query}`)).body

it('each content that was replaced is kept with its digest, who made it and when; newest first', async () => {
  const first = await propose('one')
  const id = first.action_id
  const second = (await edit(id, { payload: { content_text: 'two' } }, api.tokens.bob)).body
  const third = (await edit(id, { account: 'other' })).body
  const { data, next_cursor } = await versions(id)
  expect(next_cursor).toBe(null)
  for (const version of data) ActionVersion.parse(version)
  expect(data).toMatchObject([
    { version: 3, current: true, by: { sub: 'ada' }, changed: ['account'], account: 'other', digest: third.digest },
    { version: 2, current: false, by: { sub: 'bob' }, changed: ['payload'], account: 'demo', digest: second.digest },
    { version: 1, current: false, by: { sub: 'ada' }, changed: [], account: 'demo', digest: first.digest },
  ])
  expect(data.map(({ payload }: ActionVersion) => payload?.content_text)).toEqual(['two', 'two', 'one'])
  const page = await versions(id, '?limit=2')
  const rest = await versions(id, `?limit=2&cursor=${page.next_cursor}`)
  expect([...page.data, ...rest.data]).toEqual(data)
})

it('an edit that changes nothing, or is refused, leaves no version', async () => {
  const { action_id: id } = await propose('three')
  await edit(id, { payload: { content_text: 'three' } })
  await propose('four')
  expect((await edit(id, { payload: { content_text: 'four' } })).body.code).toBe('DUPLICATE_CONTENT')
  expect((await versions(id)).data).toMatchObject([{ version: 1, current: true }])
  const kept = await api.database.owner`SELECT 1 FROM action_versions WHERE action_id = ${id}`
  expect(kept).toHaveLength(0)
})

it('of two edits at once one wins, and what the other one saw is kept once', async () => {
  const { action_id: id } = await propose('five')
  const edits = await Promise.all(['six', 'seven', 'eight'].map(text => edit(id, { payload: { content_text: text } })))
  const { data } = await versions(id)
  const texts = data.map(({ payload }: ActionVersion) => payload?.content_text)
  expect(new Set(texts).size).toBe(texts.length)
  expect(texts).toHaveLength(1 + edits.filter(({ status }) => status === 200).length)
  expect(texts.at(-1)).toBe('five')
})

it('a content whose media were not hashed when it was replaced says so', async () => {
  const { action_id: id } = await propose('nine')
  const payload = { content_text: 'ten', media_urls: ['https://example.com/a.png'] }
  await edit(id, { payload })
  await edit(id, { payload: { content_text: 'eleven' } })
  expect((await versions(id)).data).toMatchObject([
    { version: 3, media_ready: true },
    { version: 2, media_ready: false, digest: null, media_sha256: null, payload },
    { version: 1, media_ready: true },
  ])
})

it('one that was replaced before contents were kept has its author and digest, and null for the rest', async () => {
  const first = await propose('twelve')
  const id = first.action_id
  await edit(id, { payload: { content_text: 'thirteen' } })
  await api.database.owner`DELETE FROM action_versions WHERE action_id = ${id}`
  expect((await versions(id)).data[1]).toEqual({
    ...{ version: 1, current: false, by: { sub: 'ada', principal: 'human' }, at: expect.any(String), changed: [] },
    ...{ digest: first.digest, media_ready: null, media_sha256: null, account: null, payload: null, preflight: null },
  })
})

it('nobody of the application can change or remove what is kept', async () => {
  const { action_id: id } = await propose('fourteen')
  await edit(id, { payload: { content_text: 'fifteen' } })
  for (const role of ['mandate_api', 'mandate_api_writer', 'mandate_worker', 'mandate_ops'])
    for (const change of [`UPDATE action_versions SET account = 'x'`, 'DELETE FROM action_versions'])
      await expect(
        api.database.owner.begin(async sql => {
          await sql.unsafe(`SET LOCAL ROLE ${role}`)
          await sql.unsafe(change)
        }),
      ).rejects.toThrow(/permission denied/)
})
