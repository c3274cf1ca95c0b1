// One action in full: what changed in it, editing it, and the honest answers to an unknown outcome.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { ActionResource } from '#contracts/action.ts'
import { type ConsoleRig, openConsoleRig, type Visitor } from '#test/support/console-rig.ts'
import { goodReport, goodStrategy } from '#test/support/good-answers.ts'

const TENANT = '550e8400-e29b-41d4-a716-446655440000'
let rig: ConsoleRig
let ann: Visitor
let ben: Visitor
let proposer: string

beforeAll(async () => {
  rig = await openConsoleRig(TENANT)
  ;[ann, ben] = [await rig.signIn('ann'), await rig.signIn('ben')]
  proposer = await rig.tokenOf('pia')
})
afterAll(() => rig?.close())

let texts = 0
async function propose(more: object = {}, payload: object = {}): Promise<ActionResource> {
  const asked = { platform: 'MOCK', account: 'demo', governance_hash: 'policy', ...more }
  const body = { ...asked, payload: { content_text: `Come on Friday ${texts++}`, ...payload } }
  const answer = await rig.api.call('POST', '/api/v1/actions', { as: proposer, body })
  expect(answer.status).toBe(201)
  return answer.body
}
const actionOf = async (id: string): Promise<ActionResource> =>
  (await rig.api.call('GET', `/api/v1/actions/${id}`, { as: proposer })).body
/** The fields of the form of a page that goes to `action`, as a browser would send them back. */
function fieldsOf(text: string, action: string): [string, string][] {
  const form = text.split(`action="${action}"`)[1]?.split('</form>')[0] ?? ''
  const isSent = ([tag]: RegExpExecArray) => !tag.includes('type="checkbox"') || tag.includes(' checked')
  const inputs = [...form.matchAll(/<input [^>]*name="([^"]+)"[^>]*value="([^"]*)"[^>]*>/g)].filter(isSent)
  const areas = [...form.matchAll(/<textarea [^>]*name="([^"]+)"[^>]*>([^<]*)</g)]
  return [...inputs, ...areas].map(([, name = '', value = '']) => [name, value])
}

describe('the page of an action', () => {
  it('shows what each edit changed, word by word, and what the trail says', async () => {
    const { action_id: id } = await propose({}, { content_text: 'Come on Friday' })
    await rig.api.call('PATCH', `/api/v1/actions/${id}`, {
      as: proposer,
      body: { payload: { content_text: 'Come on Monday' } },
    })
    const { text, status } = await ann.get(`/console/inbox/${id}`)
    expect(status).toBe(200)
    expect(text).toContain('<del>Friday</del><ins>Monday</ins>')
    expect(text).toContain('edited by <strong>pia</strong>')
    expect(text).toContain('Proposed')
  })

  it('takes a comment along with an approval', async () => {
    const { action_id: id, digest = '' } = await propose()
    const led = await ann.post(`/console/inbox/${id}/approve`, { digest, comment: 'Good as it is', back: 'page' })
    expect(led.headers.get('location')).toBe(`/console/inbox/${id}?done=approved`)
    expect((await ben.get(`/console/inbox/${id}`)).text).toContain('Good as it is')
  })

  it('takes no second press of the key for an approval of what came in between', async () => {
    const { action_id: id, digest = '' } = await propose()
    expect((await ann.get(`/console/inbox/${id}`)).text).toContain('data-key="a"')
    await rig.api.call('PATCH', `/api/v1/actions/${id}`, { as: proposer, body: { payload: { content_text: 'Anew' } } })
    const refused = await ann.post(`/console/inbox/${id}/approve`, { digest, back: 'page' })
    expect(refused.status).toBe(409)
    expect(refused.text).not.toContain('data-key="a"')
    expect(refused.text).toMatch(/data-key="y"[^>]*>Approve as it is now/)
  })

  it('has the campaign beside it, for whoever may see campaigns', async () => {
    const asked = { tenant_id: TENANT, brief: { objective: 'Sell coffee to hikers' } }
    const campaign = await rig.api.call('POST', '/api/v1/campaigns', { as: proposer, body: asked })
    const { campaign_id, execution_id } = campaign.body
    for (const [stage, body] of Object.entries({
      STRATEGY_GEN: goodStrategy(['MOCK:demo']),
      QUALITY_AUDIT: {
        ...goodReport,
        checks: [{ name: 'tone', severity: 'WARNING', passed: false, message: 'A little loud' }],
      },
    }))
      await rig.database.owner`INSERT INTO campaign_results (campaign_id, execution_id, stage, tenant_id, body)
        VALUES (${campaign_id}, ${execution_id}, ${stage}, ${TENANT}, ${JSON.stringify(body)}::text::jsonb)`
    await rig.database.owner`UPDATE campaigns SET state = 'QUALITY_AUDIT', status = 'running' WHERE id = ${campaign_id}`
    const { action_id: id } = await propose({ campaign_id })
    const { text } = await ann.get(`/console/inbox/${id}`)
    for (const said of ['Sell coffee to hikers', 'coffee that walks', 'nobody objects', 'A little loud'])
      expect(text).toContain(said)
    const rita = await rig.signIn('rita', 'actions:read')
    expect((await rita.get(`/console/inbox/${id}`)).text).not.toContain('Sell coffee')
  })

  it('is no page where there is no action, nor for another tenant’s', async () => {
    expect((await ann.get('/console/inbox/0190a000-0000-7000-8000-000000000001')).status).toBe(404)
    const foreign = await rig.api.call('POST', '/api/v1/actions', {
      as: await rig.tokenOf('eve', { tenant: '22222222-2222-4222-8222-222222222222' }),
      body: { platform: 'MOCK', account: 'demo2', governance_hash: 'g', payload: { content_text: 'theirs' } },
    })
    expect(foreign.status).toBe(201)
    expect((await ann.get(`/console/inbox/${foreign.body.action_id}`)).status).toBe(404)
  })

  it('tells what is new as it happens, and that the content is another than the one on the page', async () => {
    const { action_id: id, digest } = await propose()
    await rig.api.call('PATCH', `/api/v1/actions/${id}`, {
      as: proposer,
      body: { payload: { content_text: 'Anew, while it is looked at' } },
    })
    await rig.api.call('POST', `/api/v1/actions/${id}/cancel`, { as: proposer, body: { reason: 'not any more' } })
    const { text } = await ann.get(`/console/inbox/${id}/live?digest=${digest}`)
    expect(text).toContain('It changed since you opened it')
    expect(text).toContain('not any more')
    expect(text).toContain('event: ended')
  })
})

describe('an edit', () => {
  it('voids the approvals it had, and says so before', async () => {
    await rig.api.call('PUT', '/api/v1/tenants/current/policy', {
      as: proposer,
      body: { rules: [{ match: { platform: 'MOCK', budget_min: 1 }, approvers: 2 }], governance: [] },
    })
    const { action_id: id, digest = '' } = await propose({}, { budget_bid: 5, currency: 'EUR' })
    await ann.post(`/console/inbox/${id}/approve`, { digest })
    const form = await ben.get(`/console/inbox/${id}/edit`)
    expect(form.text).toContain('Its approval becomes void')
    const fields = fieldsOf(form.text, `/console/inbox/${id}/edit`)
    const saved = await ben.postPairs(`/console/inbox/${id}/edit`, [
      ...fields.filter(([name]) => name !== 'content_text'),
      ['content_text', 'First line\r\nSecond line'],
    ])
    expect(saved.headers.get('location')).toBe(`/console/inbox/${id}?done=edited`)
    const now = await actionOf(id)
    expect(now.approvals).toEqual([])
    expect(now.payload).toEqual({ content_text: 'First line\nSecond line', budget_bid: 5, currency: 'EUR' })
    const own = await ben.get(`/console/inbox/${id}`)
    expect(own.text).not.toContain(`/console/inbox/${id}/approve`)
  })

  it('is not saved over what somebody else wrote meanwhile, and what was typed stays', async () => {
    const { action_id: id } = await propose({ account: 'edited' }, { content_text: 'Come on Friday' })
    const fields = fieldsOf((await ben.get(`/console/inbox/${id}/edit`)).text, `/console/inbox/${id}/edit`)
    await rig.api.call('PATCH', `/api/v1/actions/${id}`, {
      as: proposer,
      body: { payload: { content_text: 'Come on Monday' } },
    })
    const mine = fields.map(([name, value]): [string, string] => [name, name === 'content_text' ? 'Mine' : value])
    const refused = await ben.postPairs(`/console/inbox/${id}/edit`, mine)
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('<del>Friday</del><ins>Monday</ins>')
    expect(refused.text).toContain('>Mine</textarea>')
    expect((await actionOf(id)).payload.content_text).toBe('Come on Monday')
    const again = await ben.postPairs(`/console/inbox/${id}/edit`, fieldsOf(refused.text, `/console/inbox/${id}/edit`))
    expect(again.status).toBe(303)
    expect((await actionOf(id)).payload.content_text).toBe('Mine')
  })

  it('that the API refuses stays as it was typed, with what is wrong beside it', async () => {
    const { action_id: id } = await propose()
    const fields = fieldsOf((await ann.get(`/console/inbox/${id}/edit`)).text, `/console/inbox/${id}/edit`)
    const typed = fields.map(([name, value]): [string, string] => [name, name === 'budget_bid' ? 'ten' : value])
    const refused = await ann.postPairs(`/console/inbox/${id}/edit`, typed)
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('value="ten"')
    expect(refused.text).toContain('field-budget_bid-wrong')
  })

  it('of nothing is no edit', async () => {
    const { action_id: id, version } = await propose()
    const fields = fieldsOf((await ann.get(`/console/inbox/${id}/edit`)).text, `/console/inbox/${id}/edit`)
    const led = await ann.postPairs(`/console/inbox/${id}/edit`, fields)
    expect(led.headers.get('location')).toBe(`/console/inbox/${id}?done=unchanged`)
    expect((await actionOf(id)).version).toBe(version)
  })
})

it('a reject and an edit at the same moment: what was not on the screen is never rejected', async () => {
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, async (_, n) => {
      const { action_id: id, version, digest = '' } = await propose({}, { content_text: `As read ${n}` })
      const edit = { as: proposer, body: { payload: { content_text: `Another ${n}` } } }
      const reject = { back: 'page', version: String(version), digest, reason: 'No' }
      await Promise.all([
        ben.post(`/console/inbox/${id}/reject`, reject),
        rig.api.call('PATCH', `/api/v1/actions/${id}`, edit),
      ])
      const { status, payload } = await actionOf(id)
      return `${status} ${payload.content_text?.replace(/ \d+$/, '')}`
    }),
  )
  const allowed = ['REJECTED As read', 'PENDING_APPROVAL Another']
  expect(outcomes.filter(outcome => !allowed.includes(outcome))).toEqual([])
})

describe('an unknown outcome', () => {
  const lose = async () => {
    const action = await propose()
    await rig.database.owner`
      UPDATE governance.actions_ledger SET status = 'OUTCOME_UNKNOWN', needs_human = true WHERE id = ${action.action_id}`
    return action.action_id
  }

  it('has two answers, each with what it leads to, and no approval', async () => {
    const id = await lose()
    const { text } = await ann.get(`/console/inbox/${id}`)
    for (const said of [
      'It was published',
      'Not published, leave it',
      'Not published, send again',
      'It is never sent again',
    ])
      expect(text).toContain(said)
    expect(text).not.toContain(`/console/inbox/${id}/approve`)
    const list = await ann.get('/console/inbox?kind=resolve')
    expect(list.text).toContain(`/console/inbox/${id}#resolve`)
  })

  it('wants to know how one knows, and keeps what was typed', async () => {
    const id = await lose()
    const refused = await ann.post(`/console/inbox/${id}/resolve`, {
      ...{ outcome: 'published', platform_ref_id: 'p-1', comment: ' ' },
    })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('value="p-1"')
    expect(refused.text).toContain('comment-there-wrong')
    expect((await actionOf(id)).status).toBe('OUTCOME_UNKNOWN')
  })

  it('that the platform knows to be published is good news, whatever was answered', async () => {
    const id = await lose()
    const answered = ann.post(`/console/inbox/${id}/resolve`, {
      ...{ outcome: 'not_published', retry: 'yes', comment: 'I looked' },
    })
    // A worker asks the platform meanwhile, and finds it.
    const found = (async () => {
      await vi.waitFor(async () => {
        const [row] = await rig.database.owner<{ version: number }[]>`
          SELECT version FROM governance.actions_ledger WHERE id = ${id}`
        expect(row?.version).toBeGreaterThan(1)
      })
      await rig.database.owner`UPDATE governance.actions_ledger SET status = 'COMPLETED', needs_human = false,
        platform_ref_id = 'found-7', version = version + 1, ended_at = now() WHERE id = ${id}`
    })()
    const [{ status, text }] = await Promise.all([answered, found])
    expect(status).toBe(409)
    expect(text).toContain('Good news: the platform has it')
    expect(text).toContain('found-7')
  })
})

describe('script in what people and platforms wrote', () => {
  it('is inert in every field that these pages show', async () => {
    const evil = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
    const { action_id: id } = await propose(
      { governance_hash: evil },
      {
        ...{
          content_text: `${evil} https://e.example/"onmouseover="alert(3)`,
          reply_to: evil,
          kind: 'ad',
          currency: 'EUR',
        },
        ...{ alt_texts: [evil], media_urls: ['https://e.example/a"><script>alert(4)</script>.png'], budget_bid: 5 },
        target_audience: { age_range: [20, 30], interests: [evil] },
      },
    )
    await rig.database.owner`UPDATE governance.actions_ledger SET digest = ${'ab'.repeat(32)}, media_sha256 = '[]',
      preflight = ${JSON.stringify([{ rule: evil, severity: 'WARNING', pointer: evil, message: evil }])}::text::jsonb,
      proposed_by = ${JSON.stringify({ sub: evil, principal: 'human' })}::text::jsonb WHERE id = ${id}`
    await ann.post(`/console/inbox/${id}/approve`, { digest: 'ab'.repeat(32), comment: evil, back: evil })
    const pages = [
      ...[
        '/console/inbox?view=all',
        `/console/inbox?account=${encodeURIComponent(evil)}&done=${encodeURIComponent(evil)}`,
      ],
      ...[`/console/inbox/${id}`, `/console/inbox/${id}/edit`, `/console/inbox/${id}/media`],
      `/console/inbox/${id}/reject?version=1&back=${encodeURIComponent(evil)}`,
      `/console/inbox/news?account=x&shown=${encodeURIComponent(evil)}`,
    ]
    for (const page of pages) {
      const { text } = await ben.get(page)
      expect(text, page).not.toMatch(/<script>alert|<img src=x|" ?onmouseover=|"><script/)
    }
    expect((await ben.get(`/console/inbox/${id}`)).text).toContain('&lt;script&gt;alert(1)')
  })
})
