import { describe, expect, it } from 'vitest'
import { createAnswerStore } from '#services/kernel/answer-store.ts'
import { echoService } from './echo-service.ts'
import { listening, postJson } from './listening.ts'
import { temporaryFolder } from './temporary-folder.ts'

const KEY = { 'idempotency-key': 'execution-1:CONTENT_PROD' }

describe('Idempotency-Key', () => {
  it('gives the same key and body the first answer, and works once', async () => {
    const { app, done } = echoService()
    const url = await listening(app)
    const first = await (await postJson(`${url}/echo`, { value: 5 }, KEY)).text()
    const again = await postJson(`${url}/echo`, { value: 5 }, KEY)
    expect(await again.text()).toBe(first)
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    expect(done.count).toBe(1)
  })

  it('refuses the key for another body', async () => {
    const url = await listening(echoService().app)
    await postJson(`${url}/echo`, { value: 5 }, KEY)
    const other = await postJson(`${url}/echo`, { value: 6 }, KEY)
    expect(other.status).toBe(422)
    expect(await other.json()).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' })
  })

  it('lets requests at the same time work once and all get the same answer', async () => {
    const { app, done } = echoService()
    const url = await listening(app)
    const answers = await Promise.all(
      Array.from({ length: 12 }, async () => (await postJson(`${url}/echo`, { value: 5 }, KEY)).text()),
    )
    expect(new Set(answers).size).toBe(1)
    expect(done.count).toBe(1)
  })

  it('gives the first answer also after a restart', async () => {
    const dataDir = temporaryFolder()
    const before = await listening(echoService({ dataDir }).app)
    const first = await (await postJson(`${before}/echo`, { value: 5 }, KEY)).text()
    const { app, done } = echoService({ dataDir })
    const after = await listening(app)
    expect(await (await postJson(`${after}/echo`, { value: 5 }, KEY)).text()).toBe(first)
    expect(done.count).toBe(0)
  })

  it('keeps no error of its own, so that a retry may succeed', async () => {
    const url = await listening(echoService().app)
    await postJson(`${url}/_reference/faults`, { fault: 'error_500', times: 1 })
    expect((await postJson(`${url}/echo`, { value: 5 }, KEY)).status).toBe(500)
    expect((await postJson(`${url}/echo`, { value: 5 }, KEY)).status).toBe(200)
  })

  it('the store forgets the oldest when it is full', () => {
    const store = createAnswerStore(undefined, 2)
    const answer = { bodySha256: 'x', status: 200, contentType: 'application/json', body: '1' }
    for (const key of ['a', 'b', 'c']) store.keep(key, answer, new Date(0))
    expect(['a', 'b', 'c'].map(key => store.find(key) !== undefined)).toEqual([false, true, true])
    store.close()
  })
})
