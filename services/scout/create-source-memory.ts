// The last good copy of each source, kept in the service's folder.
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { RawSignal } from '#contracts/upstream/scout.ts'

/** Grows when the parser learns something: copies of an older one are read again from their source. */
const VERSION = 1
/** Searches have one copy a query: the oldest are dropped. */
const MAX_COPIES = 500

const SourceCopy = z.object({
  version: z.literal(VERSION),
  key: z.string(),
  /** When the source last gave a good answer, also "unchanged". */
  readAtMs: z.number(),
  validators: z.object({ etag: z.string().optional(), lastModified: z.string().optional() }),
  signals: z.array(RawSignal.extend({ dated: z.boolean() })),
})
export type SourceCopy = z.output<typeof SourceCopy>

export interface SourceMemory {
  /** Undefined when there is none, or none that can be read. */
  recall(key: string): Promise<SourceCopy | undefined>
  remember(copy: Omit<SourceCopy, 'version'>): Promise<void>
}

/** Files are replaced whole (write, then rename): a kill leaves the old copy. `onBroken` hears of unreadable ones. */
export function createSourceMemory(dir: string, onBroken: (file: string, error: unknown) => void): SourceMemory {
  const held = new Map<string, SourceCopy>()
  const fileOf = (key: string) => join(dir, `${createHash('sha256').update(key).digest('hex').slice(0, 40)}.json`)

  return {
    async recall(key) {
      const known = held.get(key) ?? (await readCopy(fileOf(key), onBroken))
      if (known?.key !== key) return undefined
      hold(held, known)
      return known
    },
    async remember(given) {
      const copy = { ...given, version: VERSION } as const
      hold(held, copy)
      await mkdir(dir, { recursive: true })
      const file = fileOf(copy.key)
      const draft = `${file}.${process.pid}.tmp`
      await writeFile(draft, JSON.stringify(copy))
      await rename(draft, file)
      await dropOldest(dir)
    },
  }
}

function hold(held: Map<string, SourceCopy>, copy: SourceCopy): void {
  held.delete(copy.key)
  held.set(copy.key, copy)
  const [oldest] = held.keys()
  if (held.size > MAX_COPIES && oldest !== undefined) held.delete(oldest)
}

async function readCopy(file: string, onBroken: (file: string, error: unknown) => void) {
  try {
    return SourceCopy.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch (error) {
    // A copy that is gone, broken or of another version is one that has to be fetched again, nothing worse.
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) onBroken(file, error)
    return undefined
  }
}

async function dropOldest(dir: string): Promise<void> {
  const files = await readdir(dir)
  if (files.length <= MAX_COPIES) return
  const aged = await Promise.all(files.map(async name => ({ name, at: (await stat(join(dir, name))).mtimeMs })))
  const tooMany = aged.sort((a, b) => a.at - b.at).slice(0, files.length - MAX_COPIES)
  await Promise.all(tooMany.map(({ name }) => rm(join(dir, name), { force: true })))
}
