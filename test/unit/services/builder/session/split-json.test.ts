import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SessionUnreadable, splitJson } from '#services/builder/session/split-json.ts'

async function* inPieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text)
  // One piece of memory for all, as a reader of files may do.
  const memory = new Uint8Array(size)
  for (let at = 0; at < bytes.length; at += size) {
    const piece = bytes.subarray(at, at + size)
    memory.set(piece)
    yield memory.subarray(0, piece.length)
  }
}

async function joined(text: string, size: number): Promise<unknown> {
  const members: Record<string, unknown> = {}
  const blocks: unknown[] = []
  for await (const { kind, bytes } of splitJson(inPieces(text, size), 'blocks')) {
    const part = Buffer.from(bytes).toString('utf8')
    if (kind === 'element') blocks.push(JSON.parse(part))
    else Object.assign(members, JSON.parse(`{${part}}`))
  }
  return { ...members, blocks }
}

describe('splitJson', () => {
  it('finds again every member and every element, whatever they hold and wherever the bytes were cut', async () => {
    const value = fc.jsonValue({ maxDepth: 3 })
    const property = fc.asyncProperty(
      fc.record({ before: value, blocks: fc.array(value, { maxLength: 5 }), after: value }),
      fc.integer({ min: 1, max: 40 }),
      fc.constantFrom(undefined, 2, '\t'),
      async (session, size, indent) => {
        const text = JSON.stringify(session, null, indent)
        expect(await joined(text, size)).toEqual(JSON.parse(text))
      },
    )
    await fc.assert(property, { numRuns: 150 })
  })

  it('takes the list of that name at the top alone', async () => {
    const session = { 'the "blocks": [': [1], inner: { blocks: [2, 3] }, blocks: [{ blocks: [4] }, '],"{'] }
    expect(await joined(JSON.stringify(session), 7)).toEqual(session)
  })

  it.each(['', '[1]', '{"blocks":[{"a":1}', '{"a":"x', '{}}', '"{}"'])('says SessionUnreadable for %s', async text => {
    await expect(joined(text, 3)).rejects.toBeInstanceOf(SessionUnreadable)
  })
})
