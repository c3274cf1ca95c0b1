// New campaigns through the console: one by the form, many by a file.
import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ConsoleRig, openConsoleRig, type Visitor } from '#test/support/console-rig.ts'

const TENANT = uuid()
let rig: ConsoleRig
let ann: Visitor
beforeAll(async () => {
  rig = await openConsoleRig(TENANT)
  ann = await rig.signIn('ann')
})
afterAll(() => rig?.close())

const stateOf = async (id: string) => {
  const [row] = await rig.database.owner`SELECT state, status FROM campaigns WHERE id = ${id}`
  return row
}
const idIn = (answer: { headers: Headers }) =>
  /\/console\/campaigns\/([0-9a-f-]{36})/.exec(answer.headers.get('location') ?? '')?.[1] ?? ''

describe('a new campaign', () => {
  const typed = {
    ...{
      objective: 'Win hikers',
      audience: 'hikers',
      product: 'coffee',
      amount: '12.50',
      currency: 'EUR',
      locale: 'en',
    },
    ...{
      constraints: 'short\nkind',
      guardrails: 'no prices',
      max_retries: '1',
      platform: 'MOCK',
      account: 'demo',
      do: 'create',
    },
  }

  it('is what was typed, and the same form sent twice makes one', async () => {
    const form = (await ann.get('/console/campaigns/new')).text
    const key = /name="key" value="([^"]+)"/.exec(form)?.[1] ?? ''
    const first = await ann.post('/console/campaigns/new', { ...typed, key })
    const second = await ann.post('/console/campaigns/new', { ...typed, key })
    expect(first.status).toBe(303)
    expect(idIn(second)).toBe(idIn(first))
    const [row] = await rig.database
      .owner`SELECT brief, channels, max_retries, status FROM campaigns WHERE id = ${idIn(first)}`
    expect(row).toEqual({
      ...{ max_retries: 1, status: 'draft', channels: [{ platform: 'MOCK', account: 'demo' }] },
      brief: {
        ...{ objective: 'Win hikers', audience: 'hikers', product: 'coffee', locale: 'en' },
        ...{
          budget: { amount_minor: 1250, currency: 'EUR' },
          constraints: ['short', 'kind'],
          guardrails: ['no prices'],
        },
      },
    })
  })

  it('starts at once where asked', async () => {
    const made = await ann.post('/console/campaigns/new', { ...typed, start: '1' })
    expect(made.headers.get('location')).toContain('done=created-started')
    expect(await stateOf(idIn(made))).toEqual({ state: 'RADAR_SCAN', status: 'running' })
  })

  it('says beside its field what is wrong, keeps what was typed, and makes nothing', async () => {
    const wrong = {
      ...typed,
      objective: 'kept words',
      locale: 'not a tag',
      account: 'not an account',
      max_retries: 'some',
    }
    const answer = await ann.post('/console/campaigns/new', wrong)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('kept words')
    for (const id of ['field-locale', 'channel-0-account', 'field-max_retries'])
      expect(answer.text).toMatch(new RegExp(`id="${id}"[^>]*aria-invalid="true"`))
    const money = await ann.post('/console/campaigns/new', { ...typed, objective: 'kept words', amount: '1,5' })
    expect(money.text).toMatch(/id="field-amount"[^>]*aria-invalid="true"/)
    const rows = await rig.database.owner`SELECT 1 FROM campaigns WHERE brief->>'objective' = 'kept words'`
    expect(rows).toHaveLength(0)
  })

  it('gets another row of channels without script', async () => {
    const more = await ann.post('/console/campaigns/new', { ...typed, do: 'add-channel' })
    expect(more.text).toContain('id="channel-1-account"')
    expect(more.text).toContain('Win hikers')
    const fewer = await ann.post('/console/campaigns/new', { ...typed, do: 'remove-channel-0' })
    expect(fewer.text).not.toContain('id="channel-0-account"')
  })
})

describe('a file of campaigns', () => {
  const csv =
    'objective,channels,locale\nfrom a file,MOCK:demo,en\n"wrong, twice",NOWHERE:x,not a tag\nanother of it,,\n'

  it('is first shown as it was understood, what is wrong by line and column, and nothing is created', async () => {
    const { status, text } = await ann.post('/console/campaigns/batch/preview', { csv })
    expect(status).toBe(200)
    expect(text).toContain('Nothing has been created. 2 rows can be, 1 is wrong')
    expect(text).toContain('from a file')
    expect(text).toMatch(/<th scope="row" data-label="Line"><div>3</)
    for (const column of ['channels', 'locale']) expect(text).toContain(`<code>${column}</code>`)
    expect(await made()).toBe(0)
  })

  it('becomes campaigns where the person says so, once, and shows each', async () => {
    const preview = (await ann.post('/console/campaigns/batch/preview', { csv })).text
    const key = /name="key" value="([^"]+)"/.exec(preview)?.[1] ?? ''
    const send = () => ann.post('/console/campaigns/batch', { csv, key, start: '1', do: 'create' })
    const [first, second] = [await send(), await send()]
    expect(first.text).toContain('2 campaigns created and started, 1 row refused')
    expect(second.text).toBe(first.text)
    expect(first.text.match(/href="\/console\/campaigns\/[0-9a-f-]{36}"/g)).toHaveLength(2)
    expect(await made()).toBe(2)
  })

  it('comes as an upload as well, and back to be changed', async () => {
    const form = new FormData()
    form.set('file', new File([csv], 'campaigns.csv', { type: 'text/csv' }))
    form.set('_csrf', ann.csrf)
    const uploaded = await ann.send('/console/campaigns/batch/preview', form)
    expect(uploaded.text).toContain('2 rows can be')
    const back = await ann.post('/console/campaigns/batch', { csv, do: 'back' })
    expect(back.text).toContain('MOCK:demo,en')
    expect((await ann.get('/console/campaigns/batch/sample.csv')).headers.get('content-type')).toContain('text/csv')
  })

  it('that is none is refused in words, and what was typed stays', async () => {
    const answer = await ann.post('/console/campaigns/batch/preview', { csv: 'nonsense\nx\n' })
    expect(answer.status).toBe(422)
    expect(answer.text).toMatch(/is no column.*<textarea[^>]*>nonsense/s)
  })

  it('of the sample is understood whole', async () => {
    const sample = (await ann.get('/console/campaigns/batch/sample.csv')).text
    const preview = await ann.post('/console/campaigns/batch/preview', { csv: sample })
    expect(preview.text).toContain('2 rows can be, and none is wrong')
    expect(preview.text).toContain('€250.00')
  })

  const made = async () => {
    const rows = await rig.database.owner`
      SELECT 1 FROM campaigns WHERE brief->>'objective' IN ('from a file', 'another of it', 'wrong, twice')`
    return rows.length
  }
})
