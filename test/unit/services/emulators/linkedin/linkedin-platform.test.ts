import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../kernel/temporary-folder.ts'
import { type Headers, linkedinWire, postBody } from './linkedin-wire.ts'

const MEMBER: Headers = { authorization: 'Bearer emulated-member-ann' }
const MEMBERS = { author: 'urn:li:person:member-ann' }
const idOf = (response: Response) => response.headers.get('x-restli-id') ?? ''

describe('a post', () => {
  it('is answered 201 with nothing but its name, and is shown under it', async () => {
    const wire = await linkedinWire()
    const response = await wire.post('Our \\(new\\) thing #launch')
    expect(response.status).toBe(201)
    expect(await response.text()).toBe('')
    expect(idOf(response)).toMatch(/^urn:li:share:\d{19}$/)
    expect(await (await wire.get(`/rest/posts/${encodeURIComponent(idOf(response))}`)).json()).toMatchObject({
      id: idOf(response),
      author: 'urn:li:organization:demo',
      commentary: 'Our \\(new\\) thing {hashtag|\\#|launch}',
      createdAt: wire.clock.now.getTime(),
      lifecycleState: 'PUBLISHED',
    })
    expect(await wire.published()).toMatchObject([{ account: 'demo', text: 'Our (new) thing #launch' }])
  })

  it('has a name above all before it, also after a restart', async () => {
    const dataDir = temporaryFolder()
    const first = await linkedinWire({ dataDir })
    const names = [idOf(await first.post('one')), idOf(await first.post('two'))]
    await first.close()
    const second = await linkedinWire({ dataDir })
    names.push(idOf(await second.post('three')))
    expect(names.toSorted()).toEqual(names)
    expect(new Set(names).size).toBe(3)
    expect(await second.texts()).toEqual(['one', 'two', 'three'])
    expect((await second.get(`/rest/posts/${encodeURIComponent(names[0] ?? '')}`)).status).toBe(200)
  })

  it('of a member is a person’s', async () => {
    const wire = await linkedinWire()
    expect((await wire.post('mine', MEMBERS, MEMBER)).status).toBe(201)
    expect(await wire.published()).toMatchObject([{ account: 'member-ann', text: 'mine' }])
  })
})

describe('who asks', () => {
  it.each([
    ['without a token', 401, { authorization: undefined }, {}, { serviceErrorCode: 401 }],
    ['with a token of nobody', 401, { authorization: 'Bearer x' }, {}, { code: 'INVALID_ACCESS_TOKEN' }],
    ['for another author', 403, {}, { author: 'urn:li:organization:other' }, { serviceErrorCode: 100 }],
    ['as a person of that name', 403, {}, { author: 'urn:li:person:demo' }, { serviceErrorCode: 100 }],
    ['without a version', 400, { 'linkedin-version': undefined }, {}, { code: 'VERSION_MISSING' }],
    ['with a retired version', 426, { 'linkedin-version': '202509' }, {}, { code: 'NONEXISTENT_VERSION' }],
    ['with a version to come', 426, { 'linkedin-version': '202610' }, {}, { code: 'NONEXISTENT_VERSION' }],
    ['with no month', 426, { 'linkedin-version': '202513' }, {}, { code: 'NONEXISTENT_VERSION' }],
    ['with an older protocol', 400, { 'x-restli-protocol-version': '1.0.0' }, {}, {}],
    ['without a protocol', 400, { 'x-restli-protocol-version': undefined }, {}, {}],
  ])('%s is answered %i, and nothing is published', async (_, status, headers, more, body) => {
    const wire = await linkedinWire()
    const response = await wire.post('hello', more, headers as Headers)
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ status, ...body })
    expect(await wire.texts()).toEqual([])
  })

  it('is told who it is', async () => {
    const wire = await linkedinWire()
    expect(await (await wire.get('/v2/userinfo', MEMBER)).json()).toMatchObject({ sub: 'member-ann' })
    expect((await wire.get('/rest/organizations/demo')).status).toBe(200)
    expect((await wire.get('/rest/organizations/other')).status).toBe(403)
  })
})

describe('a body', () => {
  it.each([
    ['with an unknown key', { surprise: 1 }, '/surprise :: unrecognized field found but not allowed'],
    ['with an unknown key within', { content: { media: { id: 'urn:li:image:1', alt: 'x' } } }, '/content'],
    ['of another visibility', { visibility: 'EVERYBODY' }, '/visibility'],
    ['that is a draft', { lifecycleState: 'DRAFT' }, '/lifecycleState'],
    ['with one image of several', { content: { multiImage: { images: [{ id: 'urn:li:image:1' }] } } }, '/content'],
    ['with an image of nobody', { content: { media: { id: 'urn:li:image:1' } } }, 'is not available'],
  ])('%s is answered 422', async (_, more, words) => {
    const wire = await linkedinWire()
    const response = await wire.post('hello', more)
    expect(response.status).toBe(422)
    expect(await response.json()).toMatchObject({
      status: 422,
      message: expect.stringContaining(words),
      errorDetails: { inputErrors: [{ code: expect.any(String) }] },
    })
    expect(await wire.texts()).toEqual([])
  })

  it('that is no JSON is answered 400', async () => {
    const wire = await linkedinWire()
    expect((await wire.call('POST', '/rest/posts', '{"author":')).status).toBe(400)
  })

  it('may have 3000 characters as they are read, and not one more', async () => {
    const wire = await linkedinWire()
    expect((await wire.post('\\('.repeat(3000))).status).toBe(201)
    const response = await wire.post('x'.repeat(3001))
    expect(response.status).toBe(422)
    expect(await response.json()).toMatchObject({ errorDetails: { inputErrors: [{ code: 'FIELD_LENGTH_TOO_LONG' }] } })
  })

  it('without a text or an image is answered 422', async () => {
    const wire = await linkedinWire()
    expect((await wire.post('')).status).toBe(422)
  })
})

describe('the same text again', () => {
  it('within a day is answered 422 with the name of the first', async () => {
    const wire = await linkedinWire()
    const first = idOf(await wire.post('again'))
    const response = await wire.post('again')
    expect(response.status).toBe(422)
    expect(await response.json()).toMatchObject({
      status: 422,
      message: expect.stringContaining(`Content is a duplicate of ${first}`),
      errorDetails: { inputErrors: [{ code: 'DUPLICATE_POST' }] },
    })
    expect(await wire.texts()).toEqual(['again'])
  })

  it('by another account or a day later is another post', async () => {
    const wire = await linkedinWire()
    await wire.post('again')
    expect((await wire.post('again', MEMBERS, MEMBER)).status).toBe(201)
    wire.clock.now = new Date(wire.clock.now.getTime() + 24 * 3_600_000)
    expect((await wire.post('again')).status).toBe(201)
  })
})

describe('faults', () => {
  it.each([
    [{ fault: 'commit_then_500' }, 500, ['hello']],
    [{ fault: 'error_500' }, 500, []],
    [{ fault: 'html_502' }, 502, []],
    [{ fault: 'rate_limit', reset_seconds: 30 }, 429, []],
    [{ fault: 'duplicate' }, 422, []],
  ])('%j answers %i and leaves %j', async (fault, status, left) => {
    const wire = await linkedinWire()
    await wire.fault({ ...fault, times: 1 })
    const response = await wire.post('hello')
    expect(response.status).toBe(status)
    if (status === 429) expect(response.headers.get('retry-after')).toBe('30')
    if (status === 429) expect(await response.json()).toMatchObject({ status: 429, serviceErrorCode: 101 })
    expect(await wire.texts()).toEqual(left)
  })

  it.each([
    ['commit_then_drop', ['hello']],
    ['drop_before_commit', []],
  ])('%s cuts the connection and leaves %j', async (fault, left) => {
    const wire = await linkedinWire()
    await wire.fault({ fault, times: 1 })
    await expect(wire.post('hello')).rejects.toThrow('fetch failed')
    expect(await wire.texts()).toEqual(left)
  })

  it('befall the publishing call alone, by account and text as it is read', async () => {
    const wire = await linkedinWire()
    await wire.fault({ fault: 'error_500', match: { account: 'demo', text_contains: '(bad)' } })
    expect((await wire.find()).status).toBe(200)
    expect((await wire.post('good')).status).toBe(201)
    expect((await wire.post('so \\(bad\\)')).status).toBe(500)
  })
})

it('quotas are counted, and a refused post costs nothing', async () => {
  const wire = await linkedinWire()
  await wire.call('PUT', '/_emulator/limits', { account: { count: 1, seconds: 86_400 } })
  expect((await wire.call('POST', '/rest/posts', { ...postBody('x'), surprise: 1 })).status).toBe(422)
  expect((await wire.post('one')).status).toBe(201)
  const response = await wire.post('two')
  expect(response.status).toBe(429)
  expect(response.headers.get('retry-after')).toBe('86400')
  expect((await wire.post('mine', MEMBERS, MEMBER)).status).toBe(201)
})
