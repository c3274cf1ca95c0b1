import { describe, expect, it } from 'vitest'
import { sealedChunks } from '#db/session/verify/sealed-chunks.ts'
import type { ObjectReading } from '#domain/ports/object-store.ts'

const LIST = 'sessions/t/s/assembly/a.jsonl'
const line = (sequence_id: number, object = `ü/${sequence_id}`) =>
  `${JSON.stringify({ sequence_id, sha256: 'a'.repeat(64), object, started_at: '2026-11-20T09:00:00.000Z' })}\n`

/** @param piece bytes that come at once */
async function read(text: string, count: number, piece = 7) {
  const bytes = Buffer.from(text)
  const pieces = Array.from({ length: Math.ceil(bytes.length / piece) }, (_, n) =>
    bytes.subarray(n * piece, (n + 1) * piece),
  )
  const reading = { body: ReadableStream.from(pieces) } as unknown as ObjectReading
  const chunks: unknown[] = []
  for await (const { sequence_id, object } of sealedChunks({ get: async () => reading }, { object: LIST, count }))
    chunks.push([sequence_id, object])
  return chunks
}

describe('the list of sealed chunks', () => {
  it('comes line by line, wherever the bytes are cut', async () => {
    for (const piece of [1, 2, 7, 1000]) {
      expect(await read(line(1) + line(3), 2, piece)).toEqual([
        [1, 'ü/1'],
        [3, 'ü/3'],
      ])
    }
    expect(await read('', 0)).toEqual([])
  })

  it('that is too short, out of order or no list is named', async () => {
    await expect(read(line(1), 2)).rejects.toThrow(`${LIST}: expected 2 chunks, found 1`)
    await expect(read(line(2) + line(2), 2)).rejects.toThrow(
      `line 2 of ${LIST}: expected a chunk after 2, found chunk 2`,
    )
    await expect(read(`${line(1)}nonsense\n`, 2)).rejects.toThrow(`line 2 of ${LIST}: expected a chunk, found nonsense`)
  })
})
