// Script that somebody puts into a field of a session stays text on every page that shows it; pictures go in and out.
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { type ConsoleRig, openConsoleRig, type Visitor } from '#test/support/console-rig.ts'
import { TENANT_A } from '#test/support/open-test-api.ts'
import { photograph } from '#test/support/pictures.ts'
import { plantSessionConfig } from '#test/support/plant-session-config.ts'
import { plantTranscript, said } from '#test/support/plant-transcript.ts'

const EVIL = `"><script>alert(1)</script><img src=x onerror=alert(1)>'`
let rig: ConsoleRig
let ann: Visitor

beforeAll(async () => {
  const s3 = Object.fromEntries(Object.entries(inject('backing')).filter(([name]) => name.startsWith('S3_')))
  rig = await openConsoleRig(TENANT_A, s3)
  await plantSessionConfig(rig.database)
  ann = await rig.signIn('ann')
})
afterAll(() => rig?.close())

async function start(title: string) {
  const answer = await ann.post('/console/sessions/new', { client_timezone: 'UTC', title, template_id: EVIL })
  const base = answer.headers.get('location') ?? ''
  return { base, session: { session_id: base.split('/')[3] ?? '', tenant_id: TENANT_A } }
}

function expectInert(text: string, where: string) {
  expect(text, where).not.toContain('<script>alert')
  expect(text, where).not.toContain('<img src=x')
}

it('is text in title, transcript, tables, contexts, corrections, captions, failures and what is typed', async () => {
  const { base, session } = await start(EVIL)
  await plantTranscript(rig.database, session, [
    { n: 1, body: said(EVIL) },
    {
      n: 2,
      body: { type: 'TABLE', text: EVIL, intentId: EVIL, targetPlaceholder: 'T', columns: [EVIL], rows: [[EVIL]] },
    },
  ])
  const form = await ann.post(`${base}/context`, { speaker: EVIL, topic: EVIL, from: '2026-11-20T09:00:00' })
  expect(form.status).toBe(303)
  expect((await ann.post(`${base}/blocks/1`, { text: `${EVIL} again` })).status).toBe(303)
  const picture = await upload(base, { caption: EVIL }, `${EVIL}.jpg`)
  expect(picture.status).toBe(303)
  const failure = { reason: 'INTERNAL', stage: 'BUILD', detail: EVIL, retryable: true }
  for (const path of ['', '/blocks/1', '/blocks/2', '/context', '/assets', '/finalize', '?before=99'])
    expectInert((await ann.get(base + path)).text, path)
  const shown = (await ann.get(base)).text
  // Each of them is there, as text.
  expect(shown.match(/&lt;script&gt;alert\(1\)/g)?.length).toBeGreaterThanOrEqual(9)
  expectInert((await ann.get('/console/sessions')).text, 'list')
  await rig.database
    .owner`UPDATE sessions SET status = 'BUILD_FAILED', failure = ${rig.database.owner.json(failure)} WHERE id = ${session.session_id}`
  expectInert((await ann.get(base)).text, 'failed')
  for (const path of ['/blocks/1', '/context']) {
    const refused = await ann.post(base + path, {
      text: EVIL,
      speaker: EVIL,
      topic: EVIL,
      target_placeholder: EVIL,
      from: EVIL,
      was: EVIL,
    })
    expect([409, 422]).toContain(refused.status)
    expectInert(refused.text, path)
  }
  const typed = await ann.post('/console/sessions/new', { title: EVIL, client_timezone: EVIL, locale: EVIL })
  expect(typed.status).toBe(422)
  expectInert(typed.text, 'new')
  expectInert(
    (await ann.get(`/console/sessions?status=${encodeURIComponent(EVIL)}&since=${encodeURIComponent(EVIL)}`)).text,
    'filters',
  )
})

it('takes a picture with what is said of it, and says in words why it takes none', async () => {
  const { base } = await start('Pictures')
  const taken = await upload(base, { caption: 'The plan', sequence_id: '', target_placeholder: '' }, 'plan.jpg')
  expect(taken.status).toBe(303)
  expect((await ann.get(base)).text).toContain('The plan')
  const none = await upload(base, { caption: 'No picture' }, 'virus.jpg', Buffer.from('MZ not a picture at all'))
  expect(none.status).toBe(415)
  expect(none.text).toContain('UNSUPPORTED_MEDIA_TYPE')
  expect(none.text).toContain('value="No picture"')
})

it('hands a picture of a restricted moment to nobody who lacks the scope', async () => {
  const { base, session } = await start('In confidence')
  const confidant = await rig.signIn('cleo', 'sessions:read sessions:write sessions:restricted')
  await ann.post(`${base}/context`, { restricted: 'yes', from: '2026-01-01T00:00:00' })
  await upload(base, { caption: 'The secret plan' }, 'plan.jpg')
  const [{ id = '' } = {}] = await rig.database.owner<{ id: string }[]>`
    UPDATE session_assets SET status = 'READY', decided_at = now(), object_key = original_key, sha256 = sha256_original,
      mime = 'image/jpeg', width = 64, height = 48
    WHERE session_id = ${session.session_id} RETURNING id`
  for (const path of ['', '/assets', '?before=99']) {
    const { text } = await ann.get(base + path)
    expect(text).not.toContain('The secret plan')
    expect(text).not.toContain(`${id}/picture`)
  }
  expect((await ann.get(`${base}/assets/${id}/picture`)).status).toBe(404)
  expect((await confidant.get(base)).text).toContain(`${id}/picture`)
  const picture = await fetch((await confidant.get(`${base}/assets/${id}/picture`)).headers.get('location') ?? '')
  expect(picture.headers.get('content-type')).toBe('image/jpeg')
})

async function upload(base: string, fields: Record<string, string>, name: string, bytes?: Buffer) {
  const form = new FormData()
  const picture = new Uint8Array(bytes ?? (await photograph()))
  form.set('_csrf', ann.csrf)
  for (const [field, value] of Object.entries(fields)) form.set(field, value)
  form.set('file', new Blob([picture], { type: 'image/jpeg' }), name)
  return ann.post(`${base}/assets`, form)
}
