// What stands where in a transcript, and how much of a long one a page begins with.
import { describe, expect, it } from 'vitest'
import { startOfLast } from '#console/pages/sessions/read-blocks.ts'
import { transcript } from '#console/pages/sessions/transcript.ts'
import type { SessionBlock } from '#contracts/session-block.ts'

const view = { sessionId: 'x', mayEdit: false, seesRestricted: false }

function block(n: number, more: Partial<SessionBlock> = {}): SessionBlock {
  const time = `2026-11-20T09:00:${String(n).padStart(2, '0')}`
  return {
    ...{ sequence_id: n, status: 'DONE', speaker_id: 'Ines', topic: null, restricted: false, target_placeholder: null },
    ...{ started_at: `${time}Z`, client_time: `${time}+00:00`, type: 'TEXT', text: `said ${n}` },
    ...more,
  } as SessionBlock
}

const drawn = async (blocks: SessionBlock[], gaps: { from: number; to: number; reason: string }[] = [], after = 0) =>
  String(await transcript({ blocks, after, hasMore: false }, { gaps, status: 'FINALIZED' }, view))

/** What comes in which order, by the ids of its lines. */
const order = (text: string) => [...text.matchAll(/<li[^>]* id="([^"]+)"/g)].map(match => match[1])

describe('a transcript', () => {
  it('names what is missing where it is missing, with the times around it', async () => {
    const gaps = [
      { from: 2, to: 4, reason: 'NOT_RECEIVED' },
      { from: 6, to: 9, reason: 'NOT_RECEIVED' },
    ]
    const text = await drawn([block(1), block(5)], gaps)
    expect(order(text)).toEqual(['block-1', 'gap-2', 'block-5', 'gap-6'])
    expect(text).toContain('Audio missing 09:00:01–09:00:05')
    expect(text).toContain('pieces 2–4 never arrived')
    expect(text).toContain('Audio missing after 09:00:05')
  })

  it('says nothing of what is missing before its window', async () => {
    expect(order(await drawn([block(5)], [{ from: 2, to: 4, reason: 'NOT_RECEIVED' }], 4))).toEqual(['block-5'])
  })

  it('shows neighbouring silence as one line, and not across a gap', async () => {
    const quiet = { type: 'SILENCE' } as Partial<SessionBlock>
    const blocks = [block(1), block(2, quiet), block(3, quiet), block(6, quiet), block(7)]
    const text = await drawn(blocks, [{ from: 4, to: 5, reason: 'NOT_RECEIVED' }])
    expect(order(text)).toEqual(['block-1', 'block-2', 'gap-4', 'block-6', 'block-7'])
    expect(text).toContain('#2–3')
  })

  it('begins a topic where it changes, and again where it comes back', async () => {
    const text = await drawn([
      block(1, { topic: 'Roof' }),
      block(2, { topic: 'Roof' }),
      block(3),
      block(4, { topic: 'Roof' }),
    ])
    expect([...text.matchAll(/<h3>([^<]+)/g)].map(match => match[1])).toEqual(['Roof', 'Roof'])
  })

  it('gives every line an id of its own, though a hidden picture looks like a hidden piece', async () => {
    const hidden = { restricted: true, text: undefined } as Partial<SessionBlock>
    const ids = order(await drawn([block(1, hidden), block(1, hidden), block(2)]))
    expect(new Set(ids).size).toBe(3)
  })
})

describe('the last pieces of a session', () => {
  it('are counted by what has arrived', () => {
    expect(startOfLast([[1, 250]], 100)).toBe(150)
    expect(startOfLast([[1, 50]], 100)).toBe(0)
    expect(
      startOfLast(
        [
          [1, 89],
          [100, 150],
        ],
        61,
      ),
    ).toBe(79)
    expect(startOfLast([], 100)).toBe(0)
  })

  it('are those up to a piece where one is named', () => {
    expect(startOfLast([[1, 250]], 100, 150)).toBe(50)
    expect(
      startOfLast(
        [
          [1, 89],
          [100, 150],
        ],
        10,
        99,
      ),
    ).toBe(79)
  })
})
