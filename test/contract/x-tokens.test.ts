// The adapter's OAuth 2 tokens against an endpoint where each refresh token works once.
import { randomBytes } from 'node:crypto'
import { describe, expect, it, onTestFinished } from 'vitest'
import { CredentialsRefused } from '#domain/ports/credential-source.ts'
import { memoryTokenStorage } from '#test/support/memory-token-storage.ts'
import { oauth2Of, startXEmulator } from '#test/support/x-emulator.ts'
import { createTokenStore } from '#workers/adapters/credentials/create-token-store.ts'
import { createTwitterPlatform } from '#workers/adapters/twitter/index.ts'
import { temporaryFolder } from '../unit/services/kernel/temporary-folder.ts'

const never = new AbortController().signal
const account = { tenantId: 'tenant', account: 'demo', kind: 'user' } as const
const post = { actionId: 'a', account, text: 'hello', media: [] }
const FAR = { expires_at: '2099-01-01T00:00:00Z' }

async function world(more: object = {}) {
  const clock = { aheadMs: 0 }
  const asked: string[] = []
  const emulator = await startXEmulator(temporaryFolder(), {
    now: () => new Date(Date.now() + clock.aheadMs),
    onRequest: async request => void asked.push(new URL(request.url).pathname),
  })
  onTestFinished(() => emulator.close())
  const { storage } = memoryTokenStorage()
  const sealingKey = randomBytes(32)
  /** As each worker process has one. */
  const platform = () =>
    createTwitterPlatform({
      baseUrl: emulator.url,
      timeoutMs: 2000,
      credentials: { credentialsOf: async (_, { account }) => ({ ...oauth2Of(account), ...more }) },
      tokens: createTokenStore({ storage, sealingKey }),
    })
  const refresh = (refresh_token: string) =>
    fetch(`${emulator.url}/2/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token, client_id: 'emulated-client' }),
    })
  const renewals = () => asked.filter(path => path.endsWith('/2/oauth2/token')).length
  return { emulator, clock, platform, refresh, renewals }
}

it('tokens of unknown age are renewed once before connecting, however many connect in two processes', async () => {
  const { platform, renewals } = await world()
  const processes = [platform(), platform()]
  const all = await Promise.all(Array.from({ length: 20 }, (_, n) => processes[n % 2]?.connect(account, never)))
  for (const connection of all) connection?.close()
  expect(renewals()).toBe(1)
})

it('a read that meets an expired token is answered with a new one', async () => {
  const { platform, renewals, clock } = await world(FAR)
  const port = platform()
  expect(await port.authenticate(account, never)).toBe(true)
  clock.aheadMs = 7_201_000
  expect(await port.authenticate(account, never)).toBe(true)
  expect(renewals()).toBe(1)
})

describe('the publishing call', () => {
  it('that meets an ended token is unauthorized: nothing is renewed, nothing is sent again', async () => {
    const { emulator, platform, refresh, renewals } = await world(FAR)
    const connection = await platform().connect(account, never)
    await refresh('emulated-refresh-demo') // somebody else renewed it, and X ended the old one
    expect(await connection.postContent(post, {}, 2000)).toMatchObject({ kind: 'unauthorized', httpStatus: 401 })
    expect(renewals()).toBe(1)
    expect(await emulator.published()).toEqual([])
  })

  it('is not even connected for once X no longer knows the refresh token', async () => {
    const { platform, refresh } = await world()
    await refresh('emulated-refresh-demo')
    await expect(platform().connect(account, never)).rejects.toThrow(CredentialsRefused)
    expect(await platform().authenticate(account, never)).toBe(false)
  })

  it('is not connected for with a token that has less than a minute and nothing to renew it with', async () => {
    const { platform } = await world({
      refresh_token: undefined,
      expires_at: new Date(Date.now() + 59_000).toISOString(),
    })
    await expect(platform().connect(account, never)).rejects.toThrow(CredentialsRefused)
  })
})

it('an endpoint that is down refuses nobody', async () => {
  const { emulator, platform } = await world()
  await emulator.close()
  const failure = await platform()
    .authenticate(account, never)
    .catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(Error)
  expect(failure).not.toBeInstanceOf(CredentialsRefused)
})
