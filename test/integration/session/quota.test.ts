import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openSessionRig, type SessionRig } from '#test/support/session-rig.ts'

const SPEECH = new Uint8Array(readFileSync(new URL('../../fixtures/speech/speech.flac', import.meta.url)))
const chunk = (sequenceId: number) => ({ sequenceId, audio: SPEECH, contentType: 'audio/flac' })

let rig: SessionRig
beforeAll(async () => {
  rig = await openSessionRig()
})
afterAll(() => rig.close())

describe('a quota', () => {
  const path = '/api/v1/tenants/current/quota'
  const limit = (limit_seconds: number | null) => rig.api.call('PUT', path, { body: { limit_seconds } })
  const used = async () => (await rig.api.call('GET', path)).body.used_seconds
  const get = async (id: string, what = '') => (await rig.api.call('GET', `/api/v1/session/${id}${what}`)).body
  const settled = (id: string) =>
    vi.waitFor(async () => expect((await get(id)).pending).toBe(0), { timeout: 20_000, interval: 100 })

  it('counts what core has heard, and used up leaves audio alone, until there is room again', async () => {
    const { session_id: id } = await rig.start()
    await rig.append(id, chunk(1))
    await settled(id)
    const heard = await used()
    expect(heard).toBeGreaterThan(0)
    await limit(heard)
    await rig.append(id, chunk(2))
    await settled(id)
    const [, second] = (await get(id, '/blocks')).data
    expect(second).toMatchObject({ type: 'AUDIO_PENDING', data: { reason: 'QUOTA_EXHAUSTED' } })
    expect(await get(id, '/why')).toMatchObject({ reason: 'BUDGET' })
    expect([await used(), rig.asked.length]).toEqual([heard, 1])
    await limit(null)
    await vi.waitFor(
      async () => expect((await get(id, '/blocks')).data[1]).toMatchObject({ type: 'TEXT', text: 'said 2' }),
      { timeout: 20_000, interval: 100 },
    )
    expect(await used()).toBe(2 * heard)
  })
})
