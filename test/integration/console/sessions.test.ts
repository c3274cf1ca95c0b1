// Sessions in the console, as browsers without script see and do it: what is shown to whom, what is kept, and what waits for the seal.
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { SessionResource } from '#contracts/session.ts'
import { type ConsoleRig, openConsoleRig, type Visitor } from '#test/support/console-rig.ts'
import { TENANT_A, TENANT_B } from '#test/support/open-test-api.ts'
import { plantSessionConfig } from '#test/support/plant-session-config.ts'
import { plantSeal, plantTranscript, said } from '#test/support/plant-transcript.ts'

const CONFIDANT = 'sessions:read sessions:write sessions:restricted'
let rig: ConsoleRig
let ann: Visitor
let confidant: Visitor

beforeAll(async () => {
  const s3 = Object.fromEntries(Object.entries(inject('backing')).filter(([name]) => name.startsWith('S3_')))
  rig = await openConsoleRig(TENANT_A, s3)
  ann = await rig.signIn('ann')
  confidant = await rig.signIn('cleo', CONFIDANT)
})
afterAll(() => rig?.close())

const ADDRESS = /^\/console\/sessions\/([0-9a-f-]{36})/
type Planted = Pick<SessionResource, 'session_id' | 'tenant_id'>

async function start(fields: Record<string, string> = {}): Promise<Planted> {
  const answer = await ann.post('/console/sessions/new', {
    client_timezone: 'Europe/Madrid',
    title: 'Board',
    ...fields,
  })
  const [, session_id = ''] = ADDRESS.exec(answer.headers.get('location') ?? '') ?? []
  return { session_id, tenant_id: TENANT_A }
}

const stand = (id: string, status: string) =>
  rig.database.owner`UPDATE sessions SET status = ${status}, failure = ${
    status.endsWith('_FAILED')
      ? rig.database.owner.json({
          reason: 'UPSTREAM_TIMEOUT',
          stage: 'GUARD',
          detail: 'guard is away',
          retryable: true,
        })
      : null
  } WHERE id = ${id}`

describe('a new session', () => {
  it('is explained, with the way to the templates, where the tenant has no configuration', async () => {
    const answer = await ann.post('/console/sessions/new', { client_timezone: 'Europe/Madrid', title: 'My title' })
    expect(answer.status).toBe(409)
    expect(answer.text).toContain('TENANT_NOT_CONFIGURED')
    expect(answer.text).toContain('href="/console/templates"')
    expect(answer.text).toContain('value="My title"')
    await plantSessionConfig(rig.database)
  })

  it('starts once though its form is sent twice', async () => {
    const form = await ann.get('/console/sessions/new')
    expect(form.text).toContain('<option value="Europe/Madrid">')
    const key = /name="key" value="([^"]+)"/.exec(form.text)?.[1] ?? ''
    const [one, two] = [await start({ key }), await start({ key })]
    expect(one.session_id).toMatch(/^[0-9a-f-]{36}$/)
    expect(two).toEqual(one)
    const page = await ann.get('/console/sessions')
    expect(page.text.split(`/console/sessions/${one.session_id}"`)).toHaveLength(2)
  })

  it('keeps what was typed where the API refuses a field', async () => {
    const answer = await ann.post('/console/sessions/new', { client_timezone: 'Mars/Olympus', title: 'Mine' })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('must be an IANA time zone')
    expect(answer.text).toContain('value="Mine"')
  })
})

describe('the list', () => {
  it('is narrowed by status and day, and refuses what is none', async () => {
    const { session_id: id } = await start({ title: 'Abandoned one' })
    await stand(id, 'ABANDONED')
    const today = new Date().toISOString().slice(0, 10)
    expect((await ann.get(`/console/sessions?status=ABANDONED&since=${today}&until=${today}`)).text).toContain(id)
    expect((await ann.get('/console/sessions?status=RECORDING')).text).not.toContain(id)
    expect((await ann.get('/console/sessions?until=2020-01-01')).text).toContain('No session is like that')
    expect((await ann.get('/console/sessions?status=LOST')).status).toBe(422)
  })
})

describe('a transcript', () => {
  it('has a correction with its author, says what stands there to whoever comes second, and offers pending audio', async () => {
    const session = await start()
    const base = `/console/sessions/${session.session_id}`
    await plantTranscript(rig.database, session, [
      { n: 1, body: said('helo wrold') },
      { n: 2, body: { type: 'AUDIO_PENDING', reason: 'CORE_TIMEOUT' } },
      { n: 5, body: said('later') },
    ])
    const page = await ann.get(base)
    expect(page.text).toContain('Audio missing 10:00:10–10:00:25')
    expect(page.text).toContain(`<audio controls preload="none" src="${base}/blocks/2/audio"`)
    expect(page.text).toContain('the transcription took too long')
    const audio = await ann.get(`${base}/blocks/2/audio`)
    expect([audio.status, audio.headers.get('location')]).toEqual([302, expect.stringContaining('/2.wav')])

    const was = /name="was" value="([^"]+)"/.exec((await ann.get(`${base}/blocks/1`)).text)?.[1] ?? ''
    const shown = was.replaceAll('&quot;', '"')
    const first = await ann.post(`${base}/blocks/1`, { text: 'Hello, world', was: shown })
    expect([first.status, first.headers.get('location')]).toEqual([303, `${base}#block-1`])
    const second = await confidant.post(`${base}/blocks/1`, { text: 'Hallo Welt', was: shown })
    expect(second.status).toBe(409)
    expect(second.text).toContain('changed meanwhile by ann')
    expect(second.text).toContain('Hallo Welt')
    const heard = await ann.post(`${base}/blocks/2`, { text: 'What was heard' })
    expect(heard.status).toBe(303)
    const corrected = (await confidant.get(base)).text
    expect(corrected.match(/corrected by ann/g)).toHaveLength(2)
    expect(corrected).toContain('Hello, world')
    expect(corrected).toContain('What was heard')
    expect(corrected).not.toContain('<audio')
    expect((await ann.post(`${base}/blocks/1`, { text: 'Hello, world' })).status).toBe(422)
  })

  it('never shows what is restricted to whoever lacks the scope, on any page of it', async () => {
    const session = await start()
    const base = `/console/sessions/${session.session_id}`
    await plantTranscript(rig.database, session, [
      { n: 1, body: said('open words') },
      { n: 2, body: said('secret words') },
    ])
    const told = await confidant.post(`${base}/blocks/2`, { text: 'secret words', restricted: '1' })
    expect(told.status).toBe(303)
    expect((await confidant.get(base)).text).toMatch(/secret words/)
    expect((await confidant.get(base)).text).toContain('Restricted')
    for (const path of ['', '/blocks/2', '/earlier?before=99', '?before=99']) {
      const { text } = await ann.get(base + path)
      expect(text, path).not.toContain('secret words')
    }
    expect((await ann.get(base)).text).toContain('this was said in confidence')
    expect((await ann.get(`${base}/blocks/2`)).status).toBe(404)
  })

  it('begins with the last hundred pieces of a long meeting and has the way back', async () => {
    const session = await start()
    const base = `/console/sessions/${session.session_id}`
    await plantTranscript(
      rig.database,
      session,
      Array.from({ length: 250 }, (_, i) => ({ n: i + 1, body: said(`words ${i + 1}.`) })),
    )
    const first = (await ann.get(base)).text
    expect(first).toContain('words 250.')
    expect(first).toContain('words 151.')
    expect(first).not.toContain('words 150.')
    expect(first).toContain(`href="${base}?before=151"`)
    const earlier = (await ann.get(`${base}/earlier?before=151`, { 'hx-request': 'true' })).text
    expect([...earlier.matchAll(/words (\d+)\./g)].map(match => Number(match[1]))).toEqual(
      Array.from({ length: 100 }, (_, i) => 51 + i),
    )
    expect((await ann.get(`${base}/earlier?before=51`)).text).not.toContain('Load earlier')
  })
})

describe('who speaks', () => {
  it('is said from a time of the meeting’s wall on', async () => {
    const session = await start()
    const base = `/console/sessions/${session.session_id}`
    await plantTranscript(rig.database, session, [
      { n: 1, body: said('one') },
      { n: 2, body: said('two') },
    ])
    const form = await ann.get(`${base}/context?from=2026-11-20T09:00:10.000Z`)
    expect(form.text).toContain('value="2026-11-20T10:00:10"')
    const answer = await ann.post(`${base}/context`, {
      speaker: 'Ines',
      topic: 'The roof',
      from: '2026-11-20T10:00:10',
    })
    expect(answer.status).toBe(303)
    const page = (await ann.get(base)).text
    expect(page.indexOf('Nobody named')).toBeLessThan(page.indexOf('<h3>The roof</h3>'))
    expect(page).toContain('<strong>Ines</strong>')
    expect(page).toContain('<option value="Ines"></option>')
    const nothing = await ann.post(`${base}/context`, {})
    expect(nothing.status).toBe(422)
    expect(nothing.text).toContain('names nothing that changes')
  })
})

describe('download and close', () => {
  const disabled = (name: string) => new RegExp(`<button type="button" disabled[^>]*>${name}</button>`)
  it('are disabled with a reason from finalize until the seal, and enabled after', async () => {
    const session = await start()
    const base = `/console/sessions/${session.session_id}`
    await plantTranscript(rig.database, session, [{ n: 1, body: said('one') }, { n: 3 }])
    const form = (await ann.get(`${base}/finalize`)).text
    expect(form).toMatch(/name="last_sequence_id"[^>]*value="3"/)
    expect(form).toContain('Missing: 1 piece')
    const recording = (await ann.get(base)).text
    expect(recording).toMatch(/<a class="button" data-key="x" href="\/console\/sessions">Close/)
    expect((await ann.post(`${base}/finalize`, { last_sequence_id: 'x' })).status).toBe(422)
    expect((await ann.post(`${base}/finalize`, { last_sequence_id: '3' })).status).toBe(303)
    for (const status of ['DRAINING', 'BUILDING', 'SEALING']) {
      await stand(session.session_id, status)
      const { text } = await ann.get(base)
      for (const name of ['Download', 'Close', 'Finalize']) expect(text, status).toMatch(disabled(name))
      expect(text).toContain('wait until the document is sealed')
    }
    await stand(session.session_id, 'GUARD_FAILED')
    const failed = (await ann.get(base)).text
    expect(failed).toContain('guard is away')
    expect(failed).toContain('It is tried again by itself.')
    expect(failed).toContain('Try now</button>')
    await plantSeal(rig.database, session)
    const sealed = (await ann.get(base)).text
    for (const name of ['Download', 'Close']) expect(sealed).not.toMatch(disabled(name))
    expect(sealed).toContain('c'.repeat(64))
    expect(sealed).toContain(`npm run verify:session -- ${session.session_id}`)
    expect(sealed).not.toContain('full version')
    const live = (await ann.get(`${base}/live?begun=0`, { 'hx-request': 'true' })).text
    expect(live).toContain('The sealed document')
    expect(live.trimEnd()).toMatch(/event: ended\ndata:$/)
    const document = await ann.get(`${base}/document`)
    expect([document.status, document.headers.get('location')]).toEqual([302, expect.stringContaining('-public.docx')])
    expect((await ann.get(`${base}/document?full=1`)).status).toBe(404)
    const full = await confidant.get(`${base}/document?full=1`)
    expect(full.headers.get('location')).toContain('-restricted.docx')
  })

  it('verifies the trail on request', async () => {
    const { session_id: id } = await start()
    const answer = await ann.get(`/console/sessions/${id}/verify`)
    expect(answer.text).toContain('<strong>The trail holds.</strong> 1 entry recomputed')
  })
})

describe('a session of another tenant', () => {
  it('is refused plainly, to read and to change', async () => {
    const { session_id: id } = await start()
    await rig.database.owner`UPDATE sessions SET tenant_id = ${TENANT_B} WHERE id = ${id}`
    for (const path of ['', '/finalize', '/blocks/1', '/document', '/earlier?before=9']) {
      const answer = await ann.get(`/console/sessions/${id}${path}`)
      expect(answer.status, path).toBe(403)
      expect(answer.text, path).toContain('belongs to another tenant')
    }
    expect((await ann.post(`/console/sessions/${id}/clone`)).status).toBe(403)
    expect((await ann.get('/console/sessions/00000000-0000-7000-8000-000000000000')).status).toBe(404)
    expect((await ann.get('/console/sessions/..%2Fcampaigns')).status).toBe(404)
  })
})

describe('whoever only reads', () => {
  it('is offered no change', async () => {
    const session = await start()
    await plantTranscript(rig.database, session, [{ n: 1, body: said('one') }])
    const reader = await rig.signIn('rita', 'sessions:read')
    const { text } = await reader.get(`/console/sessions/${session.session_id}`)
    for (const offer of ['Correct', 'Finalize</a>', 'Say so', 'Add a picture', 'Record here'])
      expect(text).not.toContain(offer)
    expect((await reader.post(`/console/sessions/${session.session_id}/finalize`)).status).toBe(403)
  })
})
