// The chunks that a session was sealed with, line by line, so that a session of many hours needs no memory of its size.
import { SealedChunk } from '#contracts/session-manifest.ts'
import { Mismatch } from './mismatch.ts'
import type { Custody } from './read-evidence.ts'

/** @param list the chunks' object, held against its hash before. @throws Mismatch for a line that is none, out of order, or missing */
export async function* sealedChunks(
  custody: Pick<Custody, 'get'>,
  list: { object: string; count: number },
): AsyncGenerator<SealedChunk> {
  const { body } = await custody.get(list.object)
  let [count, last] = [0, 0]
  for await (const line of linesOf(body)) {
    const chunk = chunkOf(list.object, ++count, line)
    if (chunk.sequence_id <= last) {
      throw new Mismatch(`line ${count} of ${list.object}`, `a chunk after ${last}`, `chunk ${chunk.sequence_id}`)
    }
    last = chunk.sequence_id
    yield chunk
  }
  if (count !== list.count) throw new Mismatch(list.object, `${list.count} chunks`, `${count}`)
}

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const piece of body) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  if (rest !== '') yield rest
}

function chunkOf(object: string, line: number, text: string): SealedChunk {
  try {
    return SealedChunk.parse(JSON.parse(text))
  } catch {
    throw new Mismatch(`line ${line} of ${object}`, 'a chunk', text.slice(0, 100))
  }
}
