import { mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import type { AccountKind } from '#domain/action/account-kind.ts'
import type { Platform } from '#domain/action/action-status.ts'
import { CredentialsRefused } from '#domain/ports/credential-source.ts'
import {
  type CredentialSourceOptions,
  createCredentialSource,
} from '#workers/adapters/credentials/create-credential-source.ts'
import { temporaryFolder } from '../../../services/kernel/temporary-folder.ts'

const never = new AbortController().signal
const SECRET = 'hunter2-the-secret'

function ask(options: Partial<CredentialSourceOptions>, ref?: string, platform: Platform = 'LINKEDIN') {
  const source = createCredentialSource({ env: {}, emulated: false, ...options })
  return askOf(source, ref, platform)
}

function askOf(
  source: ReturnType<typeof createCredentialSource>,
  ref?: string,
  platform: Platform = 'LINKEDIN',
  kind: AccountKind = 'organization',
  signal = never,
) {
  const account = { tenantId: 't', account: 'demo', kind, ...(ref === undefined ? {} : { credentialsRef: ref }) }
  return source.credentialsOf(platform, account, signal)
}

/** @returns the refusal, which must be one and hold no secret, wherever one looks */
async function refusalOf(asked: Promise<unknown>): Promise<string> {
  const error: unknown = await asked.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(CredentialsRefused)
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    expect(`${cause.message} ${cause.stack} ${JSON.stringify(cause)}`).not.toContain(SECRET)
  }
  return error instanceof Error ? error.message : ''
}

describe('an account that names no place', () => {
  const source = createCredentialSource({ env: {}, emulated: true })

  it.each([
    [
      'TWITTER',
      'user',
      {
        consumer_key: 'emulated-consumer',
        consumer_secret: 'emulated-consumer-secret',
        access_token: 'emulated-demo',
        access_token_secret: 'emulated-secret-demo',
      },
    ],
    ['META', 'page', { access_token: 'emulated-demo', app_secret: 'emulated-app-secret', page_id: 'demo' }],
    ['META', 'instagram', { access_token: 'emulated-demo', app_secret: 'emulated-app-secret', ig_user_id: 'demo' }],
    [
      'META',
      'ads',
      {
        access_token: 'emulated-demo',
        app_secret: 'emulated-app-secret',
        page_id: 'page-of-demo',
        ad_account_id: 'act_demo',
      },
    ],
    ['LINKEDIN', 'organization', { access_token: 'emulated-demo', author: 'urn:li:organization:demo' }],
    ['LINKEDIN', 'member', { access_token: 'emulated-demo', author: 'urn:li:person:demo' }],
    ['MOCK', 'user', { access_token: 'mock-demo' }],
  ] as const)('of %s as %s has those of its name where the platforms are emulated', async (platform, kind, secret) => {
    expect(await askOf(source, undefined, platform, kind)).toMatchObject(secret)
  })

  it('has none where they are not', async () => {
    expect(await refusalOf(ask({}))).toBe('no credentials are configured for demo at LINKEDIN')
  })
})

describe('in the environment', () => {
  const env = {
    MANDATE_CRED_DEMO: `{"tenant_id":"t","access_token":"${SECRET}"}`,
    MANDATE_CRED_OTHERS: `{"tenant_id":"another","access_token":"${SECRET}"}`,
    MANDATE_CRED_NOBODYS: `{"access_token":"${SECRET}"}`,
    MANDATE_CRED_BROKEN: `{"a":${SECRET}`,
    DATABASE_URL: SECRET,
  }

  it('they are read, also where the platforms are emulated', async () => {
    expect(await ask({ env }, 'env:MANDATE_CRED_DEMO')).toEqual({ access_token: SECRET })
    expect(await ask({ env, emulated: true }, 'env:MANDATE_CRED_DEMO')).toEqual({ access_token: SECRET })
  })

  it.each([
    'env:DATABASE_URL',
    'env:MANDATE_CRED_MISSING',
    'env:MANDATE_CRED_BROKEN',
    'env:MANDATE_CRED_OTHERS',
    'env:MANDATE_CRED_NOBODYS',
  ])('%s is refused', async ref => {
    await refusalOf(ask({ env }, ref))
  })

  it('what is not there is made up where the platforms are emulated, and never another tenant’s', async () => {
    const made = { access_token: 'emulated-demo' }
    expect(await ask({ env, emulated: true }, 'env:DATABASE_URL')).toMatchObject(made)
    expect(await ask({ env, emulated: true }, 'env:MANDATE_CRED_MISSING')).toMatchObject(made)
    await refusalOf(ask({ env, emulated: true }, 'env:MANDATE_CRED_OTHERS'))
  })
})

describe('in a file', () => {
  function folder() {
    const root = temporaryFolder()
    const filesUnder = join(root, 'credentials')
    mkdirSync(filesUnder)
    const write = (name: string, text: string) => {
      const path = join(filesUnder, name)
      writeFileSync(path, text)
      return path
    }
    return { root, filesUnder, write }
  }

  it('they are read again when they have changed', async () => {
    const { filesUnder, write } = folder()
    const source = createCredentialSource({ env: {}, emulated: false, filesUnder })
    const path = write('a.json', '{"tenant_id":"t","access_token":"1"}')
    expect(await askOf(source, `file:${path}`)).toEqual({ access_token: '1' })
    write('a.json', '{"tenant_id":"t","access_token":"2"}')
    utimesSync(path, 1, 1)
    expect(await askOf(source, `file:${path}`)).toEqual({ access_token: '2' })
  })

  it('they are not read where no folder is set, or from outside of it, wherever a link leads', async () => {
    const { root, filesUnder, write } = folder()
    const inside = write('a.json', '{"tenant_id":"t"}')
    const outside = join(root, 'credentials-of-others.json')
    writeFileSync(outside, `{"tenant_id":"t","access_token":"${SECRET}"}`)
    symlinkSync(outside, join(filesUnder, 'link.json'))
    await refusalOf(ask({}, `file:${inside}`))
    await refusalOf(ask({ filesUnder }, `file:${outside}`))
    await refusalOf(ask({ filesUnder }, `file:${join(filesUnder, 'link.json')}`))
    await refusalOf(ask({ filesUnder }, `file:${filesUnder}/../credentials-of-others.json`))
  })

  it.each([
    ['is missing', undefined],
    ['is no JSON', SECRET],
    ['is no object', `["${SECRET}"]`],
    ['is too large', `{"a":"${SECRET}${' '.repeat(1024 * 1024)}"}`],
  ])('one that %s is refused', async (_, text) => {
    const { filesUnder, write } = folder()
    if (text !== undefined) write('a.json', text)
    await refusalOf(ask({ filesUnder }, `file:${join(filesUnder, 'a.json')}`))
  })

  it('a folder in place of a file is refused', async () => {
    const { filesUnder } = folder()
    mkdirSync(join(filesUnder, 'a.json'))
    await refusalOf(ask({ filesUnder }, `file:${join(filesUnder, 'a.json')}`))
  })
})

describe('in a store of secrets', () => {
  it('they are asked for again after a while, and not before', async () => {
    let nowMs = 0
    const getSecret = vi.fn(async (id: string) => `{"tenant_id":"t","access_token":"${id}-${nowMs}"}`)
    const source = createCredentialSource({ env: {}, emulated: false, getSecret, cacheMs: 1000, now: () => nowMs })
    expect(await askOf(source, 'aws:one')).toEqual({ access_token: 'one-0' })
    nowMs = 999
    expect(await askOf(source, 'aws:one')).toEqual({ access_token: 'one-0' })
    expect(await askOf(source, 'aws:two')).toEqual({ access_token: 'two-999' })
    nowMs = 1000
    expect(await askOf(source, 'aws:one')).toEqual({ access_token: 'one-1000' })
    expect(getSecret).toHaveBeenCalledTimes(3)
  })

  it('what is no JSON is refused, and so is a store that is not there', async () => {
    await refusalOf(ask({ getSecret: async () => SECRET }, 'aws:one'))
    await refusalOf(ask({}, 'aws:one'))
  })

  it('a store that can’t be asked is no refusal, and is asked again', async () => {
    const getSecret = vi.fn().mockRejectedValueOnce(new Error('away')).mockResolvedValueOnce('{"tenant_id":"t","a":1}')
    const source = createCredentialSource({ env: {}, emulated: false, getSecret })
    const away: unknown = await askOf(source, 'aws:one').catch((error: unknown) => error)
    expect(away).toEqual(new Error('away'))
    expect(away).not.toBeInstanceOf(CredentialsRefused)
    expect(await askOf(source, 'aws:one')).toEqual({ a: 1 })
  })

  it('a store that does not answer is not waited for by whoever has gone', async () => {
    const gone = new AbortController()
    const source = createCredentialSource({ env: {}, emulated: false, getSecret: () => new Promise(() => {}) })
    const asked = askOf(source, 'aws:one', 'LINKEDIN', 'organization', gone.signal)
    gone.abort(new Error('gone'))
    await expect(asked).rejects.toThrow('gone')
  })

  it('a store that does not answer at all is given up', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const asked = ask({ getSecret: () => new Promise(() => {}) }, 'aws:one').catch(String)
    await vi.advanceTimersByTimeAsync(5000)
    vi.useRealTimers()
    expect(await asked).toContain('did not answer within 5000 ms')
  })
})

it('a secret in the place of a reference is not repeated', async () => {
  await refusalOf(ask({ emulated: true }, SECRET))
})
