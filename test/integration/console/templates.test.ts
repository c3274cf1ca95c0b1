// Templates are mapped to places of the skeleton: what is chosen is what is handed in, and nobody's change is lost unseen.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ConfigResource } from '#contracts/session-config.ts'
import { type ConsoleRig, openConsoleRig, type Visitor } from '#test/support/console-rig.ts'
import { decideConfig, plantSkeleton } from '#test/support/plant-skeleton.ts'

const PAGE = '/console/templates'
const PARTIAL = { 'hx-request': 'true' }

let rig: ConsoleRig
let tenant: string
let skeleton: string
let ann: Visitor
beforeAll(async () => {
  rig = await openConsoleRig('550e8400-e29b-41d4-a716-446655440000')
})
afterAll(() => rig?.close())
beforeEach(async () => {
  // A tenant has one configuration: each test sets out from none.
  tenant = crypto.randomUUID()
  skeleton = await plantSkeleton(rig.database, tenant)
  ann = await as('ann')
})

const as = (name: string) => rig.signIn(name, 'tenant:admin', tenant)

const FORM: Fields = {
  base: '0',
  adapter_id: 'minutes',
  'zone.name': ['TPL_PROPOSICIONES', 'TPL_VOTES'],
  'zone.to': ['Body:Section_4', 'VOTES'],
  'table.new.name': ['VOTE'],
  'table.new.to': ['TBL_VOTES'],
  'style.name': ['TEXT', 'CAPTION'],
  'style.to': ['Normal', ''],
  'channel.platform': ['MOCK', 'META'],
  'channel.account': ['demo', ''],
}
type Fields = Record<string, string | string[]>

/** As a browser sends it: names may stand several times. */
async function send(who: Visitor, fields: Fields, headers: Record<string, string> = {}) {
  const all = { _csrf: who.csrf, default_skeleton_id: skeleton, key: crypto.randomUUID(), ...FORM, ...fields }
  const pairs = Object.entries(all).flatMap(([name, value]) =>
    [value].flat().map(one => [name, one] as [string, string]),
  )
  return who.send(PAGE, new URLSearchParams(pairs), headers)
}

const config = async () => {
  const { body } = await rig.api.call('GET', '/api/v1/tenants/current/config/versions', {
    as: await rig.tokenOf('reader', { tenant }),
  })
  return body.data as ConfigResource[]
}

describe('the mapping', () => {
  it('shows the document beside what INGEST found, and counts what is unmapped on top', async () => {
    const { text, status } = await ann.get(PAGE)
    expect(status).toBe(200)
    expect(text).toContain('2 unmapped')
    expect(text).toContain('2 empty')
    expect(text).toMatch(/<li class="doc-heading level-1">Section 4<\/li>/)
    expect(text).toMatch(/<optgroup label="Section 4">\s*<option value="Body:Section_4">Section 4 › Body:Section_4/)
    expect(text).toMatch(/data-place="VOTES"[^>]*>.*Nothing goes here/)
    expect(text).toContain('No intent fills it')
    expect(text).not.toContain('<option value="TITLE"')
  })

  it('is handed in exactly as it was chosen', async () => {
    const saved = await send(ann, { do: 'save' })
    expect(saved.status).toBe(303)
    expect(await config()).toMatchObject([
      {
        ...{ version: 1, status: 'CHECKING', adapter_id: 'minutes', default_skeleton_id: skeleton },
        zone_map: { TPL_PROPOSICIONES: 'Body:Section_4', TPL_VOTES: 'VOTES' },
        ...{ table_map: { VOTE: 'TBL_VOTES' }, style_map: { TEXT: 'Normal' } },
        default_channels: [{ platform: 'MOCK', account: 'demo' }],
        created_by: { sub: 'ann' },
      },
    ])
    const page = await ann.get(PAGE)
    expect(page.text).toContain('Version 1 is being checked')
    expect(page.text).toContain('Everything that is known has its place')
  })

  it('is handed in once, however often its form is sent', async () => {
    const key = crypto.randomUUID()
    const answers = [await send(ann, { do: 'save', key }), await send(ann, { do: 'save', key })]
    expect(answers.map(({ status }) => status)).toEqual([303, 303])
    expect(await config()).toHaveLength(1)
  })

  it('changes nothing by being looked at, and says what would dangle under another skeleton', async () => {
    const other = await plantSkeleton(rig.database, tenant, {
      ...{ name: 'short.docx', outline: [], placeholders: ['BODY', 'VOTES'], tables: [] },
      templates: [],
    })
    const look = await send(ann, { do: 'look', default_skeleton_id: other }, PARTIAL)
    expect(look.status).toBe(200)
    expect(look.text).not.toContain('<html')
    expect(look.text).toContain('The skeleton has no such place for blocks.')
    expect(look.text).toContain('The skeleton has no such table.')
    expect(look.text).toContain('Body:Section_4 (not in this skeleton)')
    expect(await config()).toEqual([])
  })

  it('takes the places that the document suggests', async () => {
    const taken = await send(ann, { do: 'suggest', 'zone.to': ['', ''] }, PARTIAL)
    expect(taken.headers.get('hx-reswap')).toBe('outerHTML')
    expect(taken.text).toMatch(/<option value="Body:Section_4" selected>/)
    expect(taken.text).toContain('1 unmapped')
  })

  it('keeps what was typed when the API refuses it, and says why at its field', async () => {
    const refused = await send(ann, {
      do: 'save',
      adapter_id: '',
      'zone.new.name': ['TPL_MINE'],
      'zone.new.to': ['VOTES'],
    })
    expect(refused.status).toBe(422)
    expect(refused.text).toMatch(/id="field-adapter_id"[^>]* aria-invalid="true"/)
    expect(refused.text).toContain('value="TPL_MINE"')
    const twice = await send(ann, { do: 'save', 'zone.name': ['A', 'A'], 'zone.to': ['VOTES', 'BODY'] })
    expect(twice.status).toBe(422)
    expect(twice.text).toContain('These are there twice')
    expect(await config()).toEqual([])
  })

  it('shows what became of the check, the errors at their rows, while the former version stays in force', async () => {
    await send(ann, { do: 'save' })
    await decideConfig(rig.database, tenant, 1)
    await send(ann, { do: 'save', base: '1', 'zone.name': ['TPL/A~B'], 'zone.to': ['GONE'] })
    const pointer = '/zone_map/TPL~1A~0B'
    await decideConfig(rig.database, tenant, 2, [{ code: 'UNKNOWN_ZONE', pointer, detail: 'no {{GONE}} there' }])
    const { text } = await ann.get(PAGE)
    expect(text).toContain('Version 2 was refused.')
    expect(text).toContain('Version 1 stays in force.')
    const row = /<li class="map-row off" id="(zone-TPL[^"]*)"[\s\S]*?<\/li>/.exec(text)
    expect(row?.[0]).toContain('no {{GONE}} there')
    expect(text).toContain(`href="#${row?.[1]}"`)
  })
})

describe('two people', () => {
  beforeEach(async () => {
    await send(ann, { do: 'save' })
    await decideConfig(rig.database, tenant, 1)
  })
  const theirs = async () => {
    const ben = await as('ben')
    const saved = await send(ben, { do: 'save', base: '1', adapter_id: 'bens', 'zone.to': ['Body:Section_4', 'BODY'] })
    expect(saved.status).toBe(303)
  }

  it('are told what the other changed before anything is overwritten', async () => {
    await theirs()
    const look = await send(ann, { do: 'look', base: '1' }, PARTIAL)
    expect(look.text).toContain('ben has handed in version 2')
    const refused = await send(ann, { do: 'save', base: '1', 'style.to': ['Caption', ''] }, PARTIAL)
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('Not saved: ben handed in version 2')
    expect(refused.text).toMatch(/TPL_VOTES<\/code>[\s\S]*?VOTES<\/code>[\s\S]*?BODY<\/code>[\s\S]*?Changed/)
    expect(await config()).toHaveLength(2)
  })

  it('can take the others in and keep their own', async () => {
    await theirs()
    const fields = { base: '1', 'style.to': ['caption', ''], 'zone.to': ['VOTES', 'VOTES'] }
    const merged = await send(ann, { do: 'merge', ...fields }, PARTIAL)
    expect(merged.text).toContain('name="base" value="2"')
    expect(merged.text).toMatch(/id="field-adapter_id"[^>]* value="bens"/)
    const to = (id: string) => new RegExp(`id="zone-${id}-to"[\\s\\S]*?value="([^"]*)" selected`).exec(merged.text)?.[1]
    expect([to('TPL_PROPOSICIONES'), to('TPL_VOTES')]).toEqual(['VOTES', 'BODY'])
    expect(await config()).toHaveLength(2)
  })

  it('may save over the version that they were shown, and over no later one', async () => {
    await theirs()
    const late = await send(ann, { do: 'overwrite', base: '1', newest: '1' })
    expect(late.status).toBe(409)
    const saved = await send(ann, { do: 'overwrite', base: '1', newest: '2' })
    expect(saved.status).toBe(303)
    expect((await config())[0]).toMatchObject({ version: 3, adapter_id: 'minutes' })
  })
})

describe('versions', () => {
  beforeEach(async () => {
    await send(ann, { do: 'save' })
    await decideConfig(rig.database, tenant, 1)
    await send(ann, { do: 'save', base: '1', 'zone.name': ['TPL_VOTES', 'TPL_NEW'], 'zone.to': ['BODY', 'VOTES'] })
  })

  it('are listed with who, when and what became of them', async () => {
    const { text } = await ann.get(`${PAGE}/versions`)
    expect(text).toMatch(/In force/)
    expect(text).toMatch(/Checking/)
    expect(text).toMatch(/name="a" value="1" checked/)
    expect(text).toMatch(/name="b" value="2" checked/)
  })

  it('are compared map by map: added, removed, changed', async () => {
    const { text } = await ann.get(`${PAGE}/versions/compare?a=1&b=2`)
    const change = (name: string) => new RegExp(`<code>${name}</code>[\\s\\S]*?badge \\w+">(\\w+)<`).exec(text)?.[1]
    expect(['TPL_NEW', 'TPL_PROPOSICIONES', 'TPL_VOTES'].map(change)).toEqual(['Added', 'Removed', 'Changed'])
    expect(text).toContain('3 differences')
    expect((await ann.get(`${PAGE}/versions/compare?a=1&b=9`)).status).toBe(404)
    expect((await ann.get(`${PAGE}/versions/compare?a=1&b=..%2F..`)).status).toBe(404)
    for (const odd of ['..', '.', '', '1%2F..', '01', '1e0'])
      expect([odd, (await ann.get(`${PAGE}/versions/compare?a=1&b=${odd}`)).status]).toEqual([odd, 404])
  })

  it('fill the form again, to be saved as a new one', async () => {
    const { text } = await ann.get(`${PAGE}?from=1`)
    expect(text).toContain('The form is filled with version 1')
    expect(text).toContain('name="base" value="2"')
    expect(text).toMatch(/id="zone-TPL_PROPOSICIONES-to"[\s\S]*?value="Body:Section_4" selected/)
  })
})
