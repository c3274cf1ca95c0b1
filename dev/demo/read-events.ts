// Server-sent events of a trail (WHATWG HTML, 9.2) as the entries that they carry.
import { AuditEntryShape } from '#contracts/audit-entry.ts'

/** Ends with the stream. Comments and `retry` are of no interest here. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<AuditEntryShape> {
  let rest = ''
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + chunk).split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const data = dataOf(block)
      if (data !== '') yield AuditEntryShape.parse(JSON.parse(data))
    }
  }
}

function dataOf(block: string): string {
  return block
    .split('\n')
    .flatMap(line => (line.startsWith('data:') ? [line.slice(5).trimStart()] : []))
    .join('\n')
}
