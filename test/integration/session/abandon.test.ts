import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { photograph } from '#test/support/pictures.ts'
import { openSealingRig, type SealingRig } from '#test/support/sealing-rig.ts'
import { uploadAssetTo } from '#test/support/upload-asset.ts'

const AUDIO = new Uint8Array(readFileSync(new URL('../../fixtures/speech/speech.flac', import.meta.url)))

let rig: SealingRig
beforeAll(async () => {
  rig = await openSealingRig({ SESSION_IDLE_S: '1' })
})
afterAll(() => rig.close())

const path = (id: string, what = '') => `/api/v1/session/${id}${what}`
const get = async (id: string, what = '') => (await rig.api.call('GET', path(id, what))).body
const speech = (sequenceId: number) => ({ sequenceId, audio: AUDIO, contentType: 'audio/flac' })

/** The API of the rig gives a session a day; the timer is made due as if that were over. */
async function idle(id: string): Promise<void> {
  const { owner } = rig.api.database
  await owner`UPDATE steps SET due_at = now(), check_at = now() WHERE subject_id = ${id} AND kind = 'abandon'`
}

describe('a session that nothing comes for', () => {
  it('is abandoned, archived from the ledger and the object store, and goes on when it is resurrected', async () => {
    const { session_id: id } = await rig.start()
    await rig.append(id, speech(1))
    await uploadAssetTo(rig.api, id, await photograph())
    const options = { timeout: 20_000, interval: 100 }
    await vi.waitFor(async () => expect((await get(id, '/assets')).data).toMatchObject([{ status: 'READY' }]), options)
    await idle(id)
    await vi.waitFor(async () => expect((await get(id)).status).toBe('ABANDONED'), options)
    await vi.waitFor(async () => {
      const { data } = await get(id, '/audit')
      expect(data.at(-1)).toMatchObject({ action: 'session.archived', details: { objects_in_custody: 4 } })
    }, options)
    const [archived] = (await get(id)).custody.filter(({ object }: { object: string }) => object.endsWith('.json'))
    const kept = await rig.custody.get(archived.object)
    expect(await new Response(kept.body).json()).toMatchObject({
      blocks: [{ sequence_id: 1 }, { type: 'IMAGE' }],
      session: { session_id: id },
    })
    expect(await rig.append(id, speech(2))).toMatchObject({ status: 409, body: { code: 'SESSION_CLOSED' } })
    const refused = await rig.api.call('POST', path(id, '/finalize'))
    expect(refused).toMatchObject({ status: 409, body: { code: 'INVALID_STATE', allowed: ['resurrect'] } })

    const back = await rig.api.call('POST', path(id, '/resurrect'))
    expect(back).toMatchObject({ status: 200, body: { epoch: 2, received: [[1, 1]], next_expected: 2 } })
    expect(await rig.append(id, { ...speech(2), epoch: 1 })).toMatchObject({
      status: 409,
      body: { code: 'EPOCH_SUPERSEDED' },
    })
    expect((await rig.append(id, { ...speech(2), epoch: 2 })).status).toBe(202)
    expect(await rig.finalize(id)).toMatchObject({ status: 'FINALIZED', received: [[1, 2]] })
  })

  it('is not abandoned while something comes', async () => {
    const { session_id: id } = await rig.start()
    await idle(id)
    const { owner } = rig.api.database
    await vi.waitFor(
      async () => {
        await rig.append(id, speech(1))
        const [step] = await owner`SELECT run FROM steps WHERE subject_id = ${id} AND kind = 'abandon'`
        expect(step?.run).toBeGreaterThan(1)
      },
      { timeout: 10_000, interval: 100 },
    )
    expect((await get(id)).status).toBe('RECORDING')
  })
})
