// Compares the ledger's blocks of a sealed session with their backup in custody, which is what guard signed: what a correction starts
// from is what was sealed, also when somebody has since changed a row.
import { createHash } from 'node:crypto'
import type { SessionManifest } from '#contracts/session-manifest.ts'
import type { SessionKeeping } from '#db/session/session-keeping.ts'
import type { ObjectStore } from '#domain/ports/object-store.ts'
import type { SessionStretch } from '#domain/ports/session-ledger.ts'
import { sessionBlocks } from '#queues/session/session-blocks.ts'

export interface CompareBackupPorts {
  custody: Pick<ObjectStore, 'get'>
  custodyOf: SessionKeeping['custodyOf']
  stretch(sessionId: string, page: { after: number; limit: number }): Promise<SessionStretch>
}

const PAGE = 100
/** Links to audio are signed anew each time, so of them only the place is compared. */
const LINK = 'link:'

/** @returns the first that differs; undefined: nothing does */
export async function compareBackup(
  { custody, custodyOf, stretch }: CompareBackupPorts,
  { session_id: sessionId, client_timezone: zone, blocks: sealed }: SessionManifest,
  signal: AbortSignal,
): Promise<string | undefined> {
  const kept = (await custodyOf(sessionId)).find(({ object }) => object === sealed.object)
  if (kept === undefined) return 'its blocks are not in custody'
  const hash = createHash('sha256')
  const { body } = await custody.get(sealed.object, { versionId: kept.versionId, signal })
  const backup = openText(body, bytes => hash.update(bytes))
  try {
    if (!(await backup.take('{"blocks":['))) return 'its backup is not a list of blocks'
    let compared = 0
    for (let after = 0, isLast = false; !isLast; ) {
      signal.throwIfAborted()
      const found = await stretch(sessionId, { after, limit: PAGE + 1 })
      const chunks = found.chunks.slice(0, PAGE)
      isLast = found.chunks.length <= PAGE
      const page = { ...found, chunks, after, isLast, zone, seesRestricted: true, linkTo: async () => LINK }
      for (const block of await sessionBlocks(page)) {
        const text = (compared++ === 0 ? '' : ',') + JSON.stringify(block)
        if (!(await takeBlock(backup, text)))
          return `its block ${compared}, of chunk ${block.sequence_id}, is not the one in its backup`
      }
      after = chunks.at(-1)?.sequenceId ?? after
    }
    if (!(await backup.take(']'))) return `its backup has more than ${compared} blocks`
    await backup.takeRest()
    return hash.digest('hex') === sealed.sha256 ? undefined : 'its backup is not the one that was signed'
  } finally {
    await backup.close()
  }
}

async function takeBlock(backup: TextReading, text: string): Promise<boolean> {
  const link = JSON.stringify({ fallback_url: LINK }).slice(1, -1)
  const [before = '', behind] = text.split(link)
  if (behind === undefined) return backup.take(text)
  return (await backup.take(`${before}"fallback_url":"`)) && (await backup.takeThrough('"')) && backup.take(behind)
}

interface TextReading {
  /** @returns whether exactly this came next */
  take(expected: string): Promise<boolean>
  /** @returns whether it came at all */
  takeThrough(end: string): Promise<boolean>
  takeRest(): Promise<void>
  close(): Promise<void>
}

function openText(body: ReadableStream<Uint8Array>, see: (bytes: Uint8Array) => void): TextReading {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let held = ''
  const more = async () => {
    const { done, value } = await reader.read()
    if (value !== undefined) see(value)
    held += done ? decoder.decode() : decoder.decode(value, { stream: true })
    return !done
  }
  return {
    async take(expected) {
      while (held.length < expected.length && (await more()));
      if (!held.startsWith(expected)) return false
      held = held.slice(expected.length)
      return true
    },
    async takeThrough(end) {
      while (!held.includes(end)) if (!(await more())) return false
      held = held.slice(held.indexOf(end) + end.length)
      return true
    },
    async takeRest() {
      do held = ''
      while (await more())
    },
    // Nothing more of it is wanted; what broke was thrown by the reading.
    close: () => reader.cancel().catch(() => undefined),
  }
}
