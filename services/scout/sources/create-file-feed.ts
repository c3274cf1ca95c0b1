// A feed in a file of this machine.
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import type { FeedParser } from '../feed/create-feed-parser.ts'
import { FeedRefused } from '../feed/feed-refused.ts'
import type { Source } from './source.ts'

/** An unchanged file (same size, same time) is not parsed again. */
export function createFileFeed(path: string, { parser, maxBytes }: { parser: FeedParser; maxBytes: number }): Source {
  return {
    key: `file ${path}`,
    label: basename(path),
    remote: false,
    async read(previous, signal) {
      const file = await readFile(path, previous?.etag, maxBytes)
      if (file === undefined) return { kind: 'unchanged' }
      signal.throwIfAborted()
      const feed = await parser.parse({ bytes: file.bytes, contentType: '' })
      return { kind: 'read', ...feed, validators: { etag: file.version } }
    },
  }
}

async function readFile(path: string, known: string | undefined, maxBytes: number) {
  try {
    await using file = await open(path, 'r')
    const stat = await file.stat()
    // A pipe would keep the reader for ever.
    if (!stat.isFile()) throw new FeedRefused('UNREADABLE_FILE', 'not a file')
    const version = `${stat.size}-${stat.mtimeMs}-${stat.ino}`
    if (version === known) return undefined
    if (stat.size > maxBytes) throw new FeedRefused('TOO_LARGE', `more than ${maxBytes} bytes`)
    return { version, bytes: new Uint8Array(await file.readFile()) }
  } catch (cause) {
    if (cause instanceof FeedRefused) throw cause
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error'
    throw new FeedRefused('UNREADABLE_FILE', `the file cannot be read (${code})`, { cause })
  }
}
