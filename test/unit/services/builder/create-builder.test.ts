import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import type { BuildSession } from '#contracts/upstream/builder.ts'
import { type DocumentStore, ObjectStoreAway } from '#services/builder/store/document-store.ts'
import { temporaryFolder } from '../kernel/temporary-folder.ts'
import { builder, sampleStore } from './read-document.ts'
import {
  block,
  FALLBACK_URL,
  SESSION,
  SKELETON_REF,
  said,
  sampleSession,
  TALLY,
  TENANT,
  VOTE,
} from './sample-session.ts'

const built = (change: Partial<BuildSession> = {}) => builder().build(sampleSession(change))

describe('POST /build', () => {
  it('stores the document under its hash, and answers the same for the same session', async () => {
    const { reply, bytes } = await built()
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(reply.sha256)
    expect(reply).toMatchObject({
      document_ref: `s3://mandate/documents/${TENANT}/${SESSION}/${reply.sha256}.docx`,
      bytes: bytes.length,
    })
    expect((await built()).reply).toEqual(reply)
  })

  it('says who said what when, what is missing and what is pending, in that order', async () => {
    const { text } = await built()
    expect(text.split('\n')).toEqual([
      'Board meeting',
      ...['Date', '3 March 2026', 'Time', '10:00 – 11:00', 'Time zone', 'Europe/Madrid (GMT+1)'],
      ...['Participants', 'Ada Byron, Grace Hopper', 'Minutes'],
      ...['Ada Byron · 10:00', 'We open the meeting.', 'The first point is the budget.'],
      '[audio missing 00:12–00:18]',
      ...['Grace Hopper · 10:00', 'I move that we adopt it.'],
      ...['[audio pending 00:36, not yet transcribed: recording]', 'Pause of 90 s'],
      ...['Votes', 'Topic', 'Name', 'Vote', 'Budget 2026', 'Ada Byron', 'yes'],
      ...['Actions', 'Task', 'Owner', 'Due', 'Missing audio', 'In minutes and seconds since the start.'],
      '[audio missing 00:12–00:18]',
    ])
  })

  it('links to the recording with the whole address', async () => {
    const { html } = await built()
    expect(html).toContain(`<a href="${FALLBACK_URL.replaceAll('&', '&amp;')}">recording</a>`)
  })

  it('fills fields in the footer and uses the styles that the map names, whatever their case', async () => {
    const { part } = await built()
    expect(part('word/footer1.xml')).toContain(SESSION)
    const styled = (text: string) => new RegExp(`<w:pStyle w:val="([^"]+)"/></w:pPr><w:r><w:t[^>]*>${text}`)
    const body = part('word/document.xml')
    expect(styled('Ada Byron · ').exec(body)?.[1]).toBe('Heading3')
    expect(styled('Pause of 90').exec(body)?.[1]).toBe('Quote')
    expect(styled(String.raw`\[audio missing`).exec(body)?.[1]).toBe('Gap')
  })

  it('heads what was said by its topic, and says again who speaks under it', async () => {
    const { text } = await built({
      gaps: [],
      blocks: [
        said(1, 'Ada', 'one', { topic: '1. Budget' }),
        said(2, 'Ada', 'two', { topic: '1. Budget' }),
        said(3, 'Ada', 'secret', { topic: '2. Secret', restricted: true }),
        block(4, { type: 'SYSTEM_NOTE', text: 'Pause of 90 s' }),
        said(5, 'Ada', 'three', { topic: '3. Plans' }),
        said(6, 'Ada', 'four'),
      ],
    })
    expect(text).toMatch(
      /1\. Budget\nAda · 10:00\none\ntwo\n\[restricted\]\nPause of 90 s\n3\. Plans\nAda · 10:00\nthree\nfour\n/,
    )
    expect(text).not.toContain('Secret')
  })

  it('takes Normal where a style is not there', async () => {
    const session = sampleSession()
    session.pinned.style_map = { TEXT: 'No such style', SPEAKER: 'Quote' }
    const body = (await builder().build(session)).part('word/document.xml')
    expect(body).toContain('<w:p><w:r><w:t xml:space="preserve">We open the meeting.')
  })

  it('writes any text as it is, but for what XML cannot carry', async () => {
    const nasty = '<w:p/> & "q" \'a\' ]]> {{TITLE}} \u0000\u0007\ud800x\ufffe\tend\nnext 𝒳'
    const { text, part } = await built({
      session: { ...sampleSession().session, title: '</w:t> {{BODY}} & {{TITLE}}\u0001' },
      blocks: [said(1, '<Ada>\u000b', nasty)],
      gaps: [],
    })
    expect(text).toContain('<Ada> · 10:00\n<w:p/> & "q" \'a\' ]]> {{TITLE}} \ufffdx\tend')
    expect(text.split('\n')[0]?.replaceAll('\u2060', '')).toBe('</w:t> {{BODY}} & {{TITLE}}')
    expect(part('word/document.xml')).toContain('<w:br/>')
  })

  it('takes the place that a correction gave, and BODY for one that the skeleton lacks', async () => {
    const { text } = await built({
      gaps: [],
      blocks: [
        block(1, { type: 'TABLE', data: { ...TALLY, target_placeholder: 'TBL_ACTIONS' } }),
        block(2, { type: 'TABLE', data: TALLY }, { target_placeholder: 'NOWHERE' }),
        said(3, null, 'nowhere to go', { target_placeholder: 'NOWHERE' }),
      ],
    })
    expect(text).toMatch(/Minutes\nResult\nMotion\n.+\nCarried\nBudget 2026\n7\n1\n0\nnowhere to go\nVotes/s)
    expect(text).toMatch(/Due\nCarried\nBudget 2026\n7 · 1 · 0\nMissing audio/)
  })

  it('keeps the words that a table was read from', async () => {
    const { text } = await built({
      gaps: [],
      blocks: [
        block(1, { type: 'TABLE', text: 'Seven for, one against.', data: VOTE }, { target_placeholder: 'TBL_VOTES' }),
      ],
    })
    expect(text).toMatch(/Minutes\nSeven for, one against\.\nVotes/)
  })

  it('names gaps after the last block', async () => {
    const { text } = await built({
      blocks: [said(1, null, 'all there is')],
      gaps: [{ from: 2, to: 9, reason: 'MISSING' }],
    })
    expect(text).toContain('all there is\n[audio missing: chunks 2–9]\nVotes')
  })

  it('says of restricted blocks that they are, and all of them in the full version', async () => {
    const blocks = [
      said(1, 'Ada', 'open'),
      said(2, 'Secret Agent', 'secret one', { restricted: true }),
      block(
        3,
        { type: 'TABLE', data: { ...VOTE, rows: [['secret row']] } },
        { restricted: true, target_placeholder: 'TBL_VOTES' },
      ),
      block(
        4,
        { type: 'AUDIO_PENDING', data: { fallback_url: FALLBACK_URL, reason: 'RESTRICTED' } },
        { restricted: true },
      ),
      block(5, { type: 'IMAGE', data: { asset_id: 'a', caption: 'secret picture' } }, { restricted: true }),
      said(6, 'Ada', 'again'),
    ]
    const open = await built({ blocks, gaps: [] })
    expect(open.text).toContain('open\n[restricted]\nAda · 10:00\nagain')
    const all = [open.html, open.part('word/document.xml'), open.part('word/_rels/document.xml.rels')].join('')
    expect(all).not.toMatch(/secret|X-Amz/i)
    const full = await built({ blocks, gaps: [], restricted: true })
    for (const word of ['secret one', 'secret row', 'recording', 'secret picture']) expect(full.text).toContain(word)
    expect(full.text).not.toContain('[restricted]')
  })

  it('takes a session by reference to the same document as whole, whatever the order of its members', async () => {
    const { build, store } = builder()
    const { blocks, ...frame } = sampleSession()
    const many = Array.from({ length: 300 }, (_, n) =>
      said(n + 10, `Speaker ${n % 3}`, `Sentence ${n} ü 𝒳 "q" ]`.repeat(20)),
    )
    const whole = { ...frame, blocks: [...blocks, ...many] }
    const ref = await store.write(
      'dump.json',
      Buffer.from(JSON.stringify({ blocks: whole.blocks, ...frame })),
      'application/json',
    )
    expect((await build({ session_ref: ref })).reply).toEqual((await build(whole)).reply)
  })

  it('builds one session after another, and goes on after one that failed', async () => {
    const store = sampleStore()
    const dataDir = temporaryFolder()
    const atOnce: number[] = []
    const counting: DocumentStore = {
      ...store,
      write: async (...given) => {
        atOnce.push(readdirSync(join(dataDir, 'builds')).length)
        return store.write(...given)
      },
    }
    const { post } = builder(counting, dataDir)
    const broken = { session_ref: 's3://mandate/no/dump.json' }
    const answers = await Promise.all([sampleSession(), broken, sampleSession()].map(one => post('/build', one)))
    expect(answers.map(({ status }) => status)).toEqual([200, 422, 200])
    expect(atOnce).toEqual([1, 1])
  })

  it('leaves nothing behind, also of what a killed process was building', async () => {
    const dataDir = temporaryFolder()
    mkdirSync(join(dataDir, 'builds/build-old'), { recursive: true })
    const { build, post } = builder(sampleStore(), dataDir)
    expect(existsSync(join(dataDir, 'builds/build-old'))).toBe(false)
    await build(sampleSession())
    await post('/build', { session_ref: 's3://mandate/no/dump.json' })
    expect(readdirSync(join(dataDir, 'builds'))).toEqual([])
  })
})

describe('pictures', () => {
  const pictured = async (bytes: Uint8Array) => {
    const { build, store } = builder()
    const ref = await store.write('assets/a', bytes, 'image/x')
    const picture = (n: number) => block(n, { type: 'IMAGE', data: { asset_id: 'a', caption: 'The "chart"' } })
    return build(sampleSession({ gaps: [], assets: [{ asset_id: 'a', ref }], blocks: [picture(1), picture(2)] }))
  }
  const plain = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#47a' } })

  it('are no wider than the text, keep their proportions, carry caption and alt text, and lie in the file once', async () => {
    const { html, part, bytes } = await pictured(await plain(1920, 960).jpeg().toBuffer())
    const [, cx, cy] = /<wp:extent cx="(\d+)" cy="(\d+)"/.exec(part('word/document.xml')) ?? []
    expect(Number(cx)).toBe(9638 * 635)
    expect(Number(cx) / Number(cy)).toBeCloseTo(2, 3)
    expect(html).toMatch(/<img alt="The &quot;chart&quot;" src="data:image\/jpeg/)
    expect(html.match(/<img/g)).toHaveLength(2)
    expect(part('word/document.xml').match(/wp:docPr id="(\d+)"/g)).toHaveLength(2)
    expect(String(Buffer.from(bytes).toString('latin1')).match(/word\/media\/session-/g)).toHaveLength(2)
    expect(part('word/media/session-2.jpeg')).toBe('')
    // A line height that the style fixes would cut it off.
    expect(part('word/document.xml')).toMatch(/w:lineRule="auto"\/><\/w:pPr><w:r><w:drawing>/)
  })

  it('that are small stay small, and become PNG where Word reads no such form', async () => {
    const { part } = await pictured(await plain(96, 48).webp().toBuffer())
    expect(part('word/document.xml')).toContain('<wp:extent cx="914400" cy="457200"/>')
    expect(part('word/media/session-1.png').slice(1, 4)).toBe('PNG')
  })

  it('that are missing or broken are named', async () => {
    const broken = (await plain(400, 400).png().toBuffer()).subarray(0, 120)
    expect((await pictured(broken)).text).toContain('[picture missing: The "chart"]')
    const lost = { asset_id: 'b', ref: 's3://mandate/assets/lost' }
    const blocks = ['b', 'c'].map((asset_id, n) => block(n + 1, { type: 'IMAGE', data: { asset_id } }))
    expect((await built({ gaps: [], assets: [lost], blocks })).text).toContain(
      '[picture missing: b]\n[picture missing: c]',
    )
  })
})

describe('what cannot be built', () => {
  const pinned = sampleSession().pinned
  it.each([
    ['a version of the skeleton that never was', { pinned: { ...pinned, s3_version_id: 'v9' } }, 'OBJECT_MISSING'],
    ['a block that is not done', { blocks: [said(1, null, 'x', { status: 'PROCESSING' })] }, 'BLOCK_NOT_DONE'],
    ['a time zone that is none', { client_timezone: 'Mars/Olympus' }, 'VALIDATION_FAILED'],
  ])('answers 422 to %s', async (_, change, code) => {
    const answer = await builder().post('/build', sampleSession(change))
    expect([answer.status, await answer.json()]).toMatchObject([422, { code }])
  })

  it.each([
    ['no zip', Buffer.from('PK but no zip')],
    ['larger than 20 MiB', new Uint8Array(20 * 1024 * 1024 + 1)],
  ])('answers 422 SKELETON_INVALID to a skeleton that is %s', async (_, skeleton) => {
    const answer = await builder(sampleStore(skeleton)).post('/build', sampleSession())
    expect([answer.status, await answer.json()]).toMatchObject([422, { code: 'SKELETON_INVALID' }])
  })

  it.each([
    ['that is not there', undefined, 'OBJECT_MISSING'],
    ['that ends early', '{"blocks": [', 'SESSION_INVALID'],
    [
      'whose third block is no block',
      JSON.stringify(sampleSession()).replace('"sequence_id":4', '"sequence_id":"4"'),
      'SESSION_INVALID',
    ],
  ])('answers 422 to a session_ref %s', async (_, json, code) => {
    const { post, store } = builder()
    if (json !== undefined) await store.write('dump.json', Buffer.from(json), 'application/json')
    const answer = await post('/build', { session_ref: 's3://mandate/dump.json' })
    expect([answer.status, await answer.json()]).toMatchObject([422, { code }])
  })

  it('names what is wrong by its pointer', async () => {
    const answer = await builder().post('/build', { ...sampleSession(), restricted: 'yes' })
    expect(await answer.json()).toMatchObject({ errors: [{ pointer: '/restricted' }] })
  })

  it('answers 503 with Retry-After while the object store is away', async () => {
    const store: DocumentStore = {
      ...sampleStore(),
      write: async key => Promise.reject(new ObjectStoreAway(`store ${key}`, new Error('refused'))),
    }
    const answer = await builder(store).post('/build', sampleSession())
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2'])
    expect(await answer.json()).toMatchObject({ code: 'OBJECT_STORE_AWAY' })
  })
})

it('POST /test is green, and red on a fault of its own knob', async () => {
  const { post } = builder()
  expect(await (await post('/test', {})).json()).toMatchObject({ ok: true })
  await post('/_reference/faults', { fault: 'wrong_shape', path: '/build' })
  expect(await (await post('/test', {})).json()).toMatchObject({ ok: false })
})

it('the sample skeleton is asked for in the version that was pinned', async () => {
  const store = sampleStore()
  store.putVersion(SKELETON_REF, 'v2', Buffer.from('newer, and broken'))
  expect((await builder(store).build(sampleSession())).text).toContain('Board meeting')
})
