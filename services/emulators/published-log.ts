// What an emulated platform really accepted, in order: on disk before the answer goes out. Tests count these lines.
import { type FileHandle, mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import { JsonObject } from '#contracts/primitives.ts'

export const Published = z.object({
  id: z.string().min(1),
  action_id: z.string().optional(),
  account: z.string(),
  text: z.string(),
  media: z.array(z.object({ url: z.string(), sha256: z.string().optional() })),
  reply_to: z.string().optional(),
  budget_minor: z.int().optional(),
  received_at: z.iso.datetime(),
  /** Search and timelines show it from then on; absent: at once. */
  searchable_at: z.iso.datetime().optional(),
  /** What only one platform knows of it. */
  details: JsonObject.optional(),
})
export type Published = z.infer<typeof Published>
/** A platform that has ids of its own kind gives one. */
export type Draft = Omit<Published, 'id' | 'received_at'> & { id?: string }

export interface PublishedLog {
  /** Resolves once the line is synced to the disk. */
  append(draft: Draft, now: Date): Promise<Published>
  all(): readonly Published[]
  find(id: string): Published | undefined
  /** Bytes of a line that a kill had torn and that were cut off at opening; it was never answered. */
  tornBytes: number
  forget(): Promise<void>
  close(): Promise<void>
}

export async function openPublishedLog(path: string): Promise<PublishedLog> {
  await mkdir(dirname(path), { recursive: true })
  const file = await open(path, 'a+')
  const { posts, tornBytes } = await readBack(file, path)
  const byId = new Map(posts.map(post => [post.id, post]))
  const writer = createGroupWriter(file)
  return {
    tornBytes,
    async append(draft, now) {
      const post = Published.parse({ id: uuidv7(), received_at: now.toISOString(), ...draft })
      await writer.write(`${JSON.stringify(post)}\n`, () => {
        posts.push(post)
        byId.set(post.id, post)
      })
      return post
    },
    all: () => posts,
    find: id => byId.get(id),
    async forget() {
      await writer.truncate(() => {
        posts.length = 0
        byId.clear()
      })
    },
    async close() {
      await writer.idle()
      await file.close()
    },
  }
}

/** A torn end is cut off; a broken line before the end is an error, for then the count would be a lie. */
async function readBack(file: FileHandle, path: string): Promise<{ posts: Published[]; tornBytes: number }> {
  const bytes = await file.readFile()
  const end = bytes.lastIndexOf(0x0a) + 1
  const tornBytes = bytes.length - end
  if (tornBytes > 0) {
    await file.truncate(end)
    await file.datasync()
  }
  const lines = bytes.subarray(0, end).toString('utf8').split('\n').slice(0, -1)
  const posts = lines.map((line, index) => {
    try {
      return Published.parse(JSON.parse(line))
    } catch (cause) {
      throw new Error(`${path}: line ${index + 1} is not a published post`, { cause })
    }
  })
  return { posts, tornBytes }
}

interface Turn {
  line: string | undefined
  done(): void
  resolve(): void
  reject(error: unknown): void
}

/** Lines that wait while one sync runs share the next: one fsync a group, not one a post. */
function createGroupWriter(file: FileHandle) {
  let waiting: Turn[] = []
  let running: Promise<void> | undefined
  const drain = async () => {
    while (waiting.length > 0) {
      const turns = waiting
      waiting = []
      try {
        await writeTurns(file, turns)
        for (const turn of turns) {
          turn.done()
          turn.resolve()
        }
      } catch (error) {
        for (const turn of turns) turn.reject(error)
      }
    }
    running = undefined
  }
  const enqueue = (line: string | undefined, done: () => void) =>
    new Promise<void>((resolve, reject) => {
      waiting.push({ line, done, resolve, reject })
      running ??= drain()
    })
  return {
    write: (line: string, done: () => void) => enqueue(line, done),
    truncate: (done: () => void) => enqueue(undefined, done),
    idle: async () => running,
  }
}

async function writeTurns(file: FileHandle, turns: readonly Turn[]): Promise<void> {
  const lastTruncate = turns.findLastIndex(turn => turn.line === undefined)
  if (lastTruncate >= 0) await file.truncate(0)
  const lines = turns.slice(lastTruncate + 1).map(turn => turn.line ?? '')
  if (lines.length > 0) await file.appendFile(lines.join(''))
  await file.datasync()
}
