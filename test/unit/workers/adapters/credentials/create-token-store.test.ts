import { randomBytes } from 'node:crypto'
import { describe, expect, it, vi } from 'vitest'
import { CredentialsRefused, type LivingTokens } from '#domain/ports/credential-source.ts'
import { memoryTokenStorage } from '#test/support/memory-token-storage.ts'
import { oneTimeTokens } from '#test/support/one-time-tokens.ts'
import { createTokenStore } from '#workers/adapters/credentials/create-token-store.ts'

const HOUR_MS = 3_600_000
const account = { tenantId: 't', account: 'demo', kind: 'user' } as const
const sealingKey = randomBytes(32)

function memoryStorage() {
  const memory = memoryTokenStorage()
  return { ...memory, store: createTokenStore({ storage: memory.storage, sealingKey }) }
}

const ask = (
  { store }: Pick<ReturnType<typeof memoryStorage>, 'store'>,
  { seed, renew }: Pick<ReturnType<typeof oneTimeTokens>, 'seed' | 'renew'>,
  rejected?: string,
) => store.tokensOf('TWITTER', account, seed, renew, rejected)

describe('tokens', () => {
  it('are handed out as they are while they are fresh, without asking anybody', async () => {
    const endpoint = oneTimeTokens(HOUR_MS)
    const memory = memoryStorage()
    expect(await ask(memory, endpoint)).toEqual(endpoint.seed)
    expect([endpoint.used, memory.rows.size]).toEqual([[], 0])
  })

  it.each([
    ['expired', -1],
    ['about to expire', 119_000],
  ])('that are %s are renewed, and the next one gets what was stored', async (_, expiresInMs) => {
    const endpoint = oneTimeTokens(expiresInMs)
    const memory = memoryStorage()
    expect(await ask(memory, endpoint)).toMatchObject({ accessToken: 'access-1' })
    expect(await ask(memory, endpoint)).toMatchObject({ accessToken: 'access-1', refreshToken: 'refresh-1' })
    expect(endpoint.used).toEqual(['refresh-0'])
  })

  it('that the platform refused are renewed though they look fresh, and only those', async () => {
    const endpoint = oneTimeTokens(HOUR_MS)
    const memory = memoryStorage()
    expect(await ask(memory, endpoint, 'access-0')).toMatchObject({ accessToken: 'access-1' })
    expect(await ask(memory, endpoint, 'access-0')).toMatchObject({ accessToken: 'access-1' })
    expect(endpoint.used).toEqual(['refresh-0'])
  })

  it('that were refused are not handed to whoever joins a look that did not know it', async () => {
    const endpoint = oneTimeTokens(HOUR_MS)
    const memory = memoryStorage()
    const [unknowing, knowing] = await Promise.all([ask(memory, endpoint), ask(memory, endpoint, 'access-0')])
    expect([unknowing.accessToken, knowing.accessToken]).toEqual(['access-0', 'access-1'])
  })

  it('without a refresh token come as they are: there is nothing to renew them with', async () => {
    const seed: LivingTokens = { accessToken: 'only', expiresAtMs: 0 }
    expect(await ask(memoryStorage(), { seed, renew: () => Promise.reject(new Error('asked')) })).toEqual(seed)
  })

  it('begin anew when somebody gives new credentials', async () => {
    const [before, after] = [oneTimeTokens(-1), oneTimeTokens(-1)]
    const memory = memoryStorage()
    await ask(memory, before)
    const seed = { ...after.seed, accessToken: 'new-access' }
    expect(await ask(memory, { seed, renew: after.renew })).toMatchObject({ accessToken: 'access-1' })
    expect(after.used).toEqual(['refresh-0'])
  })

  it('under another key are an error, and the refresh token is not burnt for it', async () => {
    const endpoint = oneTimeTokens(-1)
    const memory = memoryStorage()
    await ask(memory, endpoint)
    const other = createTokenStore({ storage: memory.storage, sealingKey: randomBytes(32) })
    await expect(ask({ store: other }, endpoint)).rejects.toThrow('can’t be opened')
    expect(endpoint.used).toEqual(['refresh-0'])
  })
})

describe('a renewal', () => {
  it('that fails is everybody’s failure, leaves nothing behind, and may be tried again', async () => {
    const endpoint = oneTimeTokens(-1)
    const memory = memoryStorage()
    const renew = vi.fn().mockRejectedValueOnce(new Error('the network')).mockImplementation(endpoint.renew)
    const both = await Promise.allSettled([ask(memory, { ...endpoint, renew }), ask(memory, { ...endpoint, renew })])
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(memory.leases.size).toBe(0)
    expect(await ask(memory, { ...endpoint, renew })).toMatchObject({ accessToken: 'access-1' })
    expect(renew).toHaveBeenCalledTimes(2)
  })

  it('that was refused because another process was faster gives what that one stored', async () => {
    const endpoint = oneTimeTokens(-1)
    const memory = memoryStorage()
    const late = async () => {
      memory.leases.clear() // the other’s view: our lease has run out
      await ask({ store: createTokenStore({ storage: memory.storage, sealingKey }) }, endpoint)
      throw new CredentialsRefused('used before')
    }
    expect(await ask(memory, { ...endpoint, renew: late })).toMatchObject({ accessToken: 'access-1' })
  })

  it('that another process holds is waited for', async () => {
    const endpoint = oneTimeTokens(-1, 300)
    const memory = memoryStorage()
    const other = createTokenStore({ storage: memory.storage, sealingKey })
    const [mine, others] = await Promise.all([ask(memory, endpoint), ask({ store: other }, endpoint)])
    expect([mine.accessToken, others.accessToken, endpoint.used]).toEqual(['access-1', 'access-1', ['refresh-0']])
  })

  it('is stored again when storage fails: the old token is gone', async () => {
    const endpoint = oneTimeTokens(-1)
    const memory = memoryStorage()
    const save = vi.spyOn(memory.storage, 'save').mockRejectedValueOnce(new Error('connection lost'))
    expect(await ask(memory, endpoint)).toMatchObject({ accessToken: 'access-1' })
    expect(save).toHaveBeenCalledTimes(2)
    expect([...memory.rows.values()]).toMatchObject([{ version: 1 }])
  })

  it('is not lost when only the answer of storage was', async () => {
    const endpoint = oneTimeTokens(-1)
    const memory = memoryStorage()
    const really = memory.storage.save
    vi.spyOn(memory.storage, 'save').mockImplementationOnce(async (...all) => {
      await really(...all)
      throw new Error('connection lost')
    })
    expect(await ask(memory, endpoint)).toMatchObject({ accessToken: 'access-1' })
    expect([...memory.rows.values()]).toMatchObject([{ version: 1 }])
  })
})

it('a sealing key of another length is refused at once', () => {
  expect(() => createTokenStore({ storage: memoryStorage().storage, sealingKey: randomBytes(31) })).toThrow('32')
})
