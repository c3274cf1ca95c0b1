// What holds of chunks that are appended, wherever the live session lies: on one Redis, on a cluster.
import { expect, it, vi } from 'vitest'
import { at, quiet, SPEECH, speech } from '#test/support/session-chunks.ts'
import type { SessionRig } from '#test/support/session-rig.ts'

export interface SessionPlace {
  /** What it keeps of a session. */
  keysOf(sessionId: string): Promise<string[]>
  /** Empties it of that. */
  forget(sessionId: string): Promise<void>
}

/** Both are asked for once its tests run. */
export function appendedSessionContract(rigOf: () => SessionRig, placeOf: () => SessionPlace): void {
  const path = (id: string, what = '') => `/api/v1/session/${id}${what}`
  const get = async (id: string, what = '') => (await rigOf().api.call('GET', path(id, what))).body
  const settled = (id: string) =>
    vi.waitFor(async () => expect((await get(id)).pending).toBe(0), { timeout: 20_000, interval: 100 })

  it('in any order and more than once, is there once, in its order', async () => {
    const rig = rigOf()
    const { session_id: id } = await rig.start()
    const order = [3, 1, 1, 5, 2, 3]
    const statuses = []
    for (const n of order) statuses.push((await rig.append(id, speech(n, { startedAt: at(n * 3) }))).status)
    expect(statuses).toEqual([202, 202, 200, 202, 202, 200])
    const last = await rig.append(id, quiet(7, { startedAt: at(21) }))
    const received = [
      [1, 3],
      [5, 5],
      [7, 7],
    ]
    expect(last).toMatchObject({
      status: 202,
      body: { sequence_id: 7, status: 'PROCESSING', received, next_expected: 4 },
    })
    await settled(id)
    const seen = (await get(id, '/blocks')).data.map((block: { sequence_id: number; type: string; text?: string }) => [
      block.sequence_id,
      block.type,
      block.text,
    ])
    expect(seen).toEqual([
      [1, 'TEXT', 'said 1'],
      [2, 'TEXT', 'said 2'],
      [3, 'TEXT', 'said 3'],
      [5, 'TEXT', 'said 5'],
      [7, 'SILENCE', undefined],
    ])
    const gaps = [4, 6].map(n => ({ from: n, to: n, reason: 'NOT_RECEIVED' }))
    expect(await get(id)).toMatchObject({ received, next_expected: 4, gaps, counts: { TEXT: 4, SILENCE: 1 } })
    // Silence is never sent away.
    const asked = rig.asked.filter(({ fields }) => fields.session_id === id)
    expect(asked.map(({ sequenceId }) => sequenceId).sort()).toEqual([1, 2, 3, 5])
    expect(asked[0]?.bytes).toEqual(SPEECH)
  })

  it('over a connection that was superseded is refused, and that one is told so', async () => {
    const rig = rigOf()
    const { session_id: id } = await rig.start()
    expect((await rig.append(id, quiet(1, { epoch: 1 }))).status).toBe(202)
    const resumed = await rig.api.call('POST', path(id, '/resume'))
    expect(resumed).toMatchObject({ status: 200, body: { epoch: 2, received: [[1, 1]], next_expected: 2 } })
    const refused = await rig.append(id, quiet(2, { epoch: 1 }))
    expect(refused).toMatchObject({ status: 409, body: { code: 'EPOCH_SUPERSEDED', epoch: 2 } })
    // What was acknowledged stays so, and who does not say its epoch is not asked.
    expect((await rig.append(id, quiet(1, { epoch: 1 }))).status).toBe(200)
    expect((await rig.append(id, quiet(2))).status).toBe(202)
  })

  it('to a session whose place in Redis was emptied is answered from the ledger, and Redis knows again', async () => {
    const rig = rigOf()
    const place = placeOf()
    const { session_id: id } = await rig.start()
    await rig.append(id, quiet(1))
    await rig.append(id, quiet(3))
    const isKnown = () => vi.waitFor(async () => expect((await place.keysOf(id)).length).toBeGreaterThan(0))
    await isKnown()
    await place.forget(id)
    expect(await place.keysOf(id)).toEqual([])
    expect((await rig.append(id, quiet(2))).body.received).toEqual([[1, 3]])
    await isKnown()
    expect((await rig.append(id, quiet(4))).body.received).toEqual([[1, 4]])
  })
}
