// Ingest's library as a worker asks it: what it can't say in time is not known, and nobody waits for it.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type IngestService, startIngestService } from '#test/support/ingest-service.ts'
import { createAssetLibrary } from '#workers/adapters/ingest/create-asset-library.ts'

const TENANT = '11111111-1111-4111-8111-111111111111'
const SESSION = '22222222-2222-4222-8222-222222222222'
const question = (letter: string) => ({ tenantId: TENANT, sha256: letter.repeat(64), sessionId: SESSION })
const picture = { assetId: 'a-1', ref: 's3://mandate/a', mime: 'image/png', width: 10, height: 20 }

let ingest: IngestService
beforeAll(async () => {
  ingest = await startIngestService()
})
afterEach(() => ingest.fault())
afterAll(() => ingest.close())

function library({ baseUrl = ingest.url, checkMs = 5000 } = {}) {
  const unanswered: unknown[] = []
  const onUnanswered = (error: unknown) => unanswered.push(error)
  return { unanswered, ...createAssetLibrary({ baseUrl, checkMs, onUnanswered, token: async () => undefined }) }
}

describe('the library', () => {
  it('knows what was made known to it, of the tenant alone', async () => {
    const { check, register, unanswered } = library()
    expect(await check(question('a'))).toBeUndefined()
    await register({ ...picture, ...question('a') })
    expect(await check(question('a'))).toEqual(picture)
    expect(await check({ ...question('a'), tenantId: SESSION })).toBeUndefined()
    expect(unanswered).toEqual([])
  })

  it.each([
    { fault: 'slow', ms: 600_000 },
    { fault: 'timeout' },
    { fault: 'error_500' },
    { fault: 'rate_limit', retry_after_seconds: 60 },
    { fault: 'drop' },
    { fault: 'html' },
    { fault: 'wrong_shape' },
  ])('that answers with %j is not waited for, and that is told', async fault => {
    await library().register({ ...picture, assetId: 'b-1', ...question('b') })
    await ingest.fault(fault)
    const { check, unanswered } = library({ checkMs: 50 })
    expect(await check(question('b'))).toBeUndefined()
    expect(unanswered).toHaveLength(1)
  })

  it('that is down, or that we can’t tell who we are, is not waited for either', async () => {
    const down = library({ baseUrl: 'http://127.0.0.1:1' })
    expect(await down.check(question('c'))).toBeUndefined()
    await down.register({ ...picture, ...question('c') })
    expect(down.unanswered).toHaveLength(2)
    const unanswered: unknown[] = []
    const nobody = createAssetLibrary({
      ...{ baseUrl: ingest.url, checkMs: 50, onUnanswered: error => unanswered.push(error) },
      token: () => new Promise(() => {}),
    })
    expect(await nobody.check(question('c'))).toBeUndefined()
    expect(unanswered).toHaveLength(1)
  })
})
