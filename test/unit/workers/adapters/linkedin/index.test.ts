import { describe, expect, it } from 'vitest'
import { CredentialsRefused } from '#domain/ports/credential-source.ts'
import { accountOf, linkedinWorld, memoryCheckpoints, never, postOf, toolsOf } from './linkedin-world.ts'

const clues = (echoes: string[] = []) => ({ known: new Set<string>(), handles: {}, echoes, sinceMs: Date.now() })

describe('what is sent', () => {
  it('arrives whole, whatever is in it that LinkedIn would cut at', async () => {
    const world = await linkedinWorld()
    const text = 'a (b) [c] {d|e} <f> *g* _h_ ~i~ @j \\k #launch C# #1 https://a.example/x_y#z\n\n  #Grüße!'
    expect(await world.send(postOf(text))).toMatchObject({ kind: 'accepted' })
    expect(await world.emulator.published()).toMatchObject([{ text, account: 'demo' }])
  })

  it('is found again as LinkedIn gives it back', async () => {
    const world = await linkedinWorld()
    const post = postOf('see #launch_day (today) @home ')
    await world.emulator.fault({ fault: 'commit_then_drop', times: 1 })
    expect(await world.send(post)).toMatchObject({ kind: 'unknown' })
    const [published] = await world.emulator.published()
    expect(await world.port.probe(post, clues(), never)).toMatchObject({ kind: 'found', platformRefId: published?.id })
  })
})

describe('a duplicate answer', () => {
  it('names the earlier post, by which it is found, also for a member', async () => {
    const world = await linkedinWorld()
    const post = postOf('twice', { account: accountOf('member-ann', 'member') })
    await world.emulator.fault({ fault: 'commit_then_500', times: 1 })
    expect(await world.send(post)).toMatchObject({ kind: 'unknown' })
    expect(await world.port.probe(post, clues(), never)).toMatchObject({ kind: 'indeterminate' })

    const again = await world.send(post)
    const [published] = await world.emulator.published()
    expect(again).toMatchObject({ kind: 'unknown', echo: published?.id })
    const echo = again.kind === 'unknown' ? (again.echo ?? '') : ''
    expect(await world.port.probe(post, clues([echo]), never)).toMatchObject({
      kind: 'found',
      platformRefId: published?.id,
    })
  })

  it('without an earlier post of ours proves nothing', async () => {
    const world = await linkedinWorld()
    await world.emulator.fault({ fault: 'duplicate', times: 1 })
    const post = postOf('never sent')
    const result = await world.send(post)
    expect(result).toMatchObject({ kind: 'unknown' })
    expect(result).not.toHaveProperty('echo')
    expect(await world.port.probe(post, clues(), never)).toEqual({ kind: 'not_found' })
  })
})

describe('refusals', () => {
  it('a reply is refused before anything is sent', async () => {
    const { port } = await linkedinWorld()
    const post = postOf('a reply', { replyTo: 'urn:li:share:1' })
    expect(await port.prepare(post, toolsOf(memoryCheckpoints()))).toMatchObject({
      kind: 'refused',
      error: { code: 'REPLY_UNSUPPORTED', retryable: false },
    })
  })

  it('a retired version is refused as such, and says nothing of who asks', async () => {
    const world = await linkedinWorld({ version: '202401' })
    expect(await world.send(postOf('old'))).toMatchObject({
      kind: 'refused',
      error: { code: 'VERSION_RETIRED', platformCode: 'NONEXISTENT_VERSION', retryable: false },
    })
    await expect(world.port.authenticate(accountOf('demo'), never)).rejects.toThrow('202401 is not active')
    expect(await world.port.probe(postOf('old'), clues(), never)).toMatchObject({ kind: 'indeterminate' })
  })

  it('an image that is not prepared is not sent, and neither is the post', async () => {
    const world = await linkedinWorld()
    const media = [{ url: 'https://m.example/1.png', sha256: 's' }]
    expect(await world.send(postOf('pictured', { media }))).toMatchObject({ kind: 'unknown' })
    expect(await world.emulator.published()).toEqual([])
  })
})

describe('credentials', () => {
  const env = {
    MANDATE_CRED_OTHERS: JSON.stringify({ access_token: 'emulated-member-bob', author: 'urn:li:person:member-ann' }),
    MANDATE_CRED_WRONG: JSON.stringify({ access_token: 'hunter2', author: 'urn:li:organization:demo' }),
    MANDATE_CRED_NOBODY: JSON.stringify({ access_token: 'hunter2' }),
    MANDATE_CRED_SPLIT: JSON.stringify({ access_token: 'hunter2\r\nx: y', author: 'urn:li:organization:demo' }),
  }
  const ref = (name: string, kind: 'organization' | 'member' = 'organization') =>
    accountOf('demo', kind, `env:MANDATE_CRED_${name}`)

  it.each(['organization', 'member'] as const)('are accepted of an account of kind %s', async kind => {
    const { port } = await linkedinWorld()
    expect(await port.authenticate(accountOf(kind === 'member' ? 'member-ann' : 'demo', kind), never)).toBe(true)
  })

  it('that belong to somebody else are not accepted', async () => {
    const { port } = await linkedinWorld({ env })
    expect(await port.authenticate(ref('OTHERS', 'member'), never)).toBe(false)
    expect(await port.authenticate(ref('WRONG'), never)).toBe(false)
  })

  it('that LinkedIn does not trust close the account', async () => {
    const world = await linkedinWorld({ env })
    const result = await world.send(postOf('x', { account: ref('WRONG') }))
    expect(result).toMatchObject({ kind: 'unauthorized', httpStatus: 401 })
    expect(JSON.stringify(result)).not.toContain('hunter2')
  })

  it.each([
    ['NOBODY', 'organization'],
    ['SPLIT', 'organization'],
    ['WRONG', 'member'],
  ] as const)('%s of a %s are refused without naming them, before anything is connected', async (name, kind) => {
    const { port } = await linkedinWorld({ env })
    const refused = await port.connect(ref(name, kind), never).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(CredentialsRefused)
    expect(String(refused)).not.toContain('hunter2')
    expect(await port.probe(postOf('x', { account: ref(name, kind) }), clues(), never)).toMatchObject({
      kind: 'indeterminate',
    })
  })

  it('of a kind that LinkedIn does not have are refused', async () => {
    const { port } = await linkedinWorld()
    await expect(port.connect(accountOf('demo', 'page'), never)).rejects.toThrow(CredentialsRefused)
  })
})

it('tells likes and comments of a member’s post, and no more than LinkedIn tells', async () => {
  const world = await linkedinWorld()
  const account = accountOf('member-ann', 'member')
  const sent = await world.send(postOf('mine', { account }))
  const platformRefId = sent.kind === 'accepted' ? sent.platformRefId : ''
  const { values } = await world.port.getMetrics({ account, platformRefId }, never)
  expect(values).toEqual({ likes: 0, comments: 0 })
})

it('says what can be relied on, by the kind of account', async () => {
  const { port } = await linkedinWorld()
  const common = { nativeKey: false, duplicateAnswer: true, container: false, metered: false }
  expect(port.capabilities('organization')).toEqual({ ...common, probe: true })
  expect(port.capabilities('member')).toEqual({ ...common, probe: false })
})
