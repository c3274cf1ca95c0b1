import { expect, it } from 'vitest'
import { readEvents } from '#dev/demo/read-events.ts'

const entry = {
  seq: 1,
  at: '2026-11-20T22:00:00.000Z',
  subject: '01930000-0000-7000-8000-000000000001',
  actor: { sub: 'ann', principal: 'human' },
  action: 'campaign.created',
  details: { objective: 'Kaffee für den Grat ☕' },
  prev_hash: '0'.repeat(64),
  hash: 'a'.repeat(64),
}

it('finds the same entries wherever the network cuts the stream, also within a character', async () => {
  const text = `retry: 2000\n\n: still here\n\nid: 1\nevent: campaign.created\ndata: ${JSON.stringify(entry)}\n\nid: 2\nevent: x\ndata: ${JSON.stringify({ ...entry, seq: 2 })}\n\n`
  const bytes = new TextEncoder().encode(text)
  for (const size of [1, 7, 64, bytes.length]) {
    const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) =>
      bytes.subarray(n * size, (n + 1) * size),
    )

    expect(await all(readEvents(ReadableStream.from(chunks)))).toEqual([entry, { ...entry, seq: 2 }])
  }
})

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const item of items) found.push(item)
  return found
}
