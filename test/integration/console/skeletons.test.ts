// Skeletons are uploaded and looked at in the console; what is stored in any of them is shown as text, and only to administrators.
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type ConsoleRig, openConsoleRig, type Visitor } from '#test/support/console-rig.ts'
import { makeDocx } from '#test/support/make-docx.ts'
import { plantSkeleton } from '#test/support/plant-skeleton.ts'

const PAGE = '/console/templates'
let rig: ConsoleRig
let ann: Visitor
beforeAll(async () => {
  const store = Object.entries(inject('backing')).filter(([name]) => name.startsWith('S3_'))
  rig = await openConsoleRig('550e8400-e29b-41d4-a716-446655440000', {
    ...Object.fromEntries(store),
    CONSOLE_SIGN_IN_SCOPE: 'openid campaigns:read sessions:read tenant:admin ops',
  })
  ann = await rig.signIn('ann', 'tenant:admin')
})
afterAll(() => rig?.close())

function upload(bytes: Uint8Array, name: string, headers: Record<string, string> = {}) {
  const form = new FormData()
  form.set('_csrf', ann.csrf)
  form.set('key', crypto.randomUUID())
  form.set('name', '')
  form.set('file', new File([new Uint8Array(bytes)], name))
  return ann.send(`${PAGE}/skeletons`, form, headers)
}

describe('a skeleton', () => {
  it('is uploaded as it is, under the name of its file', async () => {
    const bytes = await makeDocx()
    const answer = await upload(bytes, 'Acta ñ.docx')
    expect(answer.status).toBe(303)
    const address = answer.headers.get('location') ?? ''
    const page = await ann.get(address)
    expect(page.text).toContain('<h1>Acta ñ.docx</h1>')
    expect(page.text).toContain('Checking')
    const { body } = await rig.api.call('GET', `/api/v1/tenants/current/skeletons/${address.split('/').at(-1)}`, {
      as: await rig.tokenOf('reader'),
    })
    expect(body).toMatchObject({ bytes: bytes.byteLength, name: 'Acta ñ.docx' })
    const part = await upload(bytes, 'again.docx', { 'hx-request': 'true' })
    expect(part.headers.get('hx-redirect')).toMatch(/^\/console\/templates\/skeletons\//)
  })

  it('is refused in the words of the API', async () => {
    const answer = await upload(new TextEncoder().encode('no document'), 'a.docx')
    expect(answer.status).toBe(415)
    expect(answer.text).toContain('by its first bytes this is no DOCX')
    const large = await upload(new Uint8Array(20 * 1024 * 1024 + 1), 'a.docx')
    expect(large.status).toBe(413)
    expect(large.text).toContain('Not done.')
  })

  it('shows what it is made of, and is checked against the mapping before it becomes the default', async () => {
    const id = await plantSkeleton(rig.database, rig.tenant)
    const page = await ann.get(`${PAGE}/skeletons/${id}`)
    expect(page.text).toContain('level-2">Votes')
    expect(page.text).toContain('Table Grid')
    expect(page.text).not.toContain('Nothing goes here')
    const chosen = await ann.get(`${PAGE}?skeleton=${id}`)
    expect(chosen.text).toMatch(new RegExp(`<option value="${id}" selected>`))
    expect(chosen.text).toContain('2 empty')
    expect((await ann.get(`${PAGE}/skeletons/${crypto.randomUUID()}`)).status).toBe(404)
  })
})

describe('whatever stands in names, headings, styles and templates', () => {
  const EVIL = '"><script>alert(1)</script><img src=x onerror=alert(2)>'

  it('is text in every page', async () => {
    const part = 'word/document.xml'
    const id = await plantSkeleton(rig.database, rig.tenant, {
      name: EVIL,
      outline: [
        { kind: 'heading', part, level: 1, text: EVIL, placeholders: [] },
        { kind: 'paragraph', part, text: `${EVIL} {{BODY}}`, placeholders: ['BODY', EVIL] },
        { kind: 'table', part, id: EVIL, header: [EVIL], columns: 1, rows: 1, placeholders: [EVIL] },
        { kind: 'header', part, text: EVIL, placeholders: [EVIL] },
      ],
      styles: [{ id: EVIL, name: EVIL, type: 'paragraph', default: false }],
      ...{ placeholders: ['BODY', EVIL], tables: [EVIL] },
      templates: [
        { templateId: EVIL, name: EVIL, placeholder: EVIL, evidence: [{ kind: EVIL, part: EVIL, text: EVIL }] },
      ],
    })
    const errors = [{ code: 'UNKNOWN_ZONE', pointer: `/zone_map/${EVIL}`, detail: EVIL }]
    const { owner } = rig.database
    for (const [version, status] of [
      [1, 'ACTIVE'],
      [2, 'REFUSED'],
    ] as const)
      await owner`
        INSERT INTO tenant_config_versions ${owner({
          ...{ id: crypto.randomUUID(), tenant_id: rig.tenant, version, status, adapter_id: `${EVIL}${version}` },
          ...{
            default_skeleton_id: id,
            decided_at: new Date(),
            created_by: owner.json({ sub: EVIL, principal: 'human' }),
          },
          ...{
            style_map: owner.json({ [EVIL]: EVIL, TEXT: `${version}${EVIL}` }),
            zone_map: owner.json({ [EVIL]: `${version}${EVIL}` }),
          },
          ...{
            table_map: owner.json({ [EVIL]: `${version}${EVIL}` }),
            errors: owner.json(version === 2 ? errors : []),
          },
        })}`
    const pages = ['', '?from=1', '/versions', '/versions/compare?a=1&b=2', '/skeletons', `/skeletons/${id}`]
    for (const path of pages) {
      const { status, text } = await ann.get(PAGE + path)
      expect([path, status]).toEqual([path, 200])
      expect(text).toContain('&lt;script&gt;')
      expect(text).not.toContain('<script>')
      expect(text).not.toContain('<img')
    }
    const fields = {
      base: '1',
      adapter_id: EVIL,
      default_skeleton_id: EVIL,
      'zone.new.name': EVIL,
      'zone.new.to': EVIL,
    }
    const typed = {
      ...fields,
      'table.name': EVIL,
      'table.to': EVIL,
      'channel.platform': 'MOCK',
      'channel.account': EVIL,
    }
    for (const work of ['look', 'save', 'merge']) {
      const { text } = await ann.post(PAGE, { ...typed, do: work })
      expect(text).toContain('&lt;script&gt;')
      expect(text).not.toContain('<script>')
      expect(text).not.toContain('<img')
    }
  })
})

describe('whoever is no administrator', () => {
  it('is told so on every page, and can do nothing', async () => {
    const rita = await rig.signIn('rita', 'campaigns:read sessions:read')
    for (const path of ['', '/versions', '/skeletons', `/skeletons/${crypto.randomUUID()}`]) {
      const { status, text } = await rita.get(PAGE + path)
      expect([path, status]).toEqual([path, 403])
      expect(text).toContain('Not for you')
    }
    expect((await rita.post(PAGE, { do: 'save', adapter_id: 'a' })).status).toBe(403)
    expect((await rita.post(`${PAGE}/skeletons`, { name: 'a' })).status).toBe(403)
  })

  it('looks with scope ops, and is offered no change', async () => {
    const olga = await rig.signIn('olga', 'ops')
    const { status, text } = await olga.get(PAGE)
    expect(status).toBe(200)
    expect(text).not.toContain('value="save"')
    expect((await olga.post(PAGE, { do: 'save', adapter_id: 'a' })).status).toBe(403)
  })
})
