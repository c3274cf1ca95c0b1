import { describe, expect, it } from 'vitest'
import type { ChunkView, PlacedImage } from '#domain/ports/session-ledger.ts'
import type { ContextChange } from '#domain/session/context.ts'
import { type BlocksOf, sessionBlocks } from '#queues/session/session-blocks.ts'

const START = Date.parse('2026-11-20T09:00:00Z')
const at = (seconds: number) => new Date(START + seconds * 1000)
const chunk = (sequenceId: number, more: Partial<ChunkView> = {}): ChunkView => ({
  ...{ sequenceId, sha256: '', objectKey: `audio/${sequenceId}`, startedAt: at(sequenceId * 3), durationMs: 3000 },
  block: { type: 'TEXT', text: `said ${sequenceId}`, confidence: 1 },
  ...more,
})
const image = (after: number, assetId = `picture ${after}`): PlacedImage => ({
  ...{ assetId, after, capturedAt: at(after * 3 + 1), objectKey: 'p', sha256: '' },
})
const blocksOf = (more: Partial<BlocksOf>) =>
  sessionBlocks({
    ...{ chunks: [], contexts: [], images: [], after: 0, isLast: true, zone: 'Europe/Madrid', seesRestricted: true },
    linkTo: async key => `https://audio.example/${key}`,
    ...more,
  })
const places = async (more: Partial<BlocksOf>) =>
  (await blocksOf(more)).map(block => (block.type === 'IMAGE' ? block.data.asset_id : block.sequence_id))
const RESTRICTED: ContextChange = { n: 1, effectiveFromMs: START, restricted: true, topic: 'Mergers' }

describe('pictures', () => {
  const images = [image(0), image(2), image(4, 'a'), image(4, 'b')]

  it('stand behind the chunk that they follow, before the first, and in a gap', async () => {
    const chunks = [chunk(1), chunk(2), chunk(3), chunk(5)]
    expect(await places({ chunks, images })).toEqual(['picture 0', 1, 2, 'picture 2', 3, 'a', 'b', 5])
  })

  it('are on one page each, whichever way the pages are cut', async () => {
    const all = [1, 2, 3, 5].map(n => chunk(n))
    const whole = await places({ chunks: all, images })
    for (let cut = 1; cut < all.length; cut++) {
      const [first, second] = [all.slice(0, cut), all.slice(cut)]
      const after = first.at(-1)?.sequenceId ?? 0
      const before = first.at(-1)
      const pages = [
        await places({ chunks: first, images, isLast: false }),
        await places({ chunks: second, images, after, ...(before === undefined ? {} : { before }) }),
      ]
      expect(pages.flat(), `cut at ${cut}`).toEqual(whole)
    }
  })

  it('taken while it was restricted are not shown to whoever may not see it', async () => {
    const [block] = await blocksOf({ images: [image(0)], contexts: [RESTRICTED], seesRestricted: false })
    expect(block).toMatchObject({ type: 'TEXT', restricted: true, topic: null })
    expect(JSON.stringify(block)).not.toMatch(/picture|Mergers/)
  })
})

describe('a correction', () => {
  const edit = { text: 'as heard', editedBy: 'ada' }

  it.each([
    ['speech', chunk(1).block, 'TEXT'],
    ['silence', { type: 'SILENCE' }, 'TEXT'],
    ['audio that core could not hear', { type: 'AUDIO_PENDING', reason: 'CORE_TIMEOUT' }, 'TEXT'],
    ['what nobody has looked at yet', undefined, 'TEXT'],
  ] as const)('of %s is its text', async (_, block, type) => {
    const { block: __, ...bare } = chunk(1)
    const [seen] = await blocksOf({ chunks: [{ ...bare, edit, ...(block === undefined ? {} : { block }) }] })
    expect(seen).toMatchObject({ type, status: 'DONE', text: 'as heard', edited_by: 'ada' })
  })

  it('of a table leaves its rows', async () => {
    const table = {
      type: 'TABLE',
      text: 'a vote',
      intentId: 'VOTE',
      targetPlaceholder: 'T',
      columns: ['a'],
      rows: [['1']],
    } as const
    const [seen] = await blocksOf({ chunks: [chunk(1, { block: { ...table, columns: ['a'], rows: [['1']] }, edit })] })
    expect(seen).toMatchObject({ type: 'TABLE', text: 'as heard', data: { rows: [['1']] } })
  })

  it('restricts one block, or frees one, whatever the context says', async () => {
    const chunks = [
      chunk(1, { edit: { restricted: true, editedBy: 'ada' } }),
      chunk(2, { edit: { restricted: false, editedBy: 'ada' } }),
    ]
    const contexts: ContextChange[] = [{ n: 1, effectiveFromMs: at(5).getTime(), restricted: true }]
    const seen = await blocksOf({ chunks, contexts, seesRestricted: false })
    expect(seen.map(block => ('text' in block ? block.text : undefined))).toEqual([undefined, 'said 2'])
    expect(seen[0]).not.toHaveProperty('edited_by')
  })

  it('moves a block to another place, and back to none', async () => {
    const block = { type: 'TEXT', text: 'x', confidence: 1, targetPlaceholder: 'PROPOSALS' } as const
    const move = async (targetPlaceholder: string | null) =>
      (await blocksOf({ chunks: [chunk(1, { block, edit: { targetPlaceholder, editedBy: 'ada' } })] }))[0]
        ?.target_placeholder
    expect([await move('BODY'), await move(null)]).toEqual(['BODY', null])
  })
})

describe('audio that core could not hear', () => {
  it('of a restricted passage has no link for whoever may not hear it', async () => {
    const chunks = [chunk(1, { block: { type: 'AUDIO_PENDING', reason: 'CORE_ERROR' } })]
    expect(JSON.stringify(await blocksOf({ chunks, contexts: [RESTRICTED] }))).toContain('audio.example')
    expect(JSON.stringify(await blocksOf({ chunks, contexts: [RESTRICTED], seesRestricted: false }))).not.toContain(
      'audio.example',
    )
  })
})
