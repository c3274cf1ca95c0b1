// What was said in a session, read from the API in as few pages as it takes.
import type { SessionResource } from '#contracts/session.ts'
import type { SessionBlock } from '#contracts/session-block.ts'
import type { Api } from '../../http/api.ts'
import type { PageOf } from '../../http/page-of.ts'

/** The API's largest page, in chunks. */
const PAGE = 200

export interface BlocksOf {
  /** The chunk that they follow; 0: from the first. */
  after: number
  /** At most so many chunks. */
  chunks: number
}

/** @returns `hasMore`: others follow. @throws ApiRefusal */
export async function readBlocks(
  api: Api,
  sessionId: string,
  { after, chunks }: BlocksOf,
): Promise<{ blocks: SessionBlock[]; hasMore: boolean }> {
  const blocks: SessionBlock[] = []
  let cursor: string | null = null
  for (let left = chunks; left > 0; left -= PAGE) {
    const query = { after, limit: Math.min(left, PAGE), ...(cursor === null ? {} : { cursor }) }
    const page: PageOf<SessionBlock> = await api.get<PageOf<SessionBlock>>(`/session/${sessionId}/blocks`, query)
    blocks.push(...page.data)
    cursor = page.next_cursor
    if (cursor === null) break
  }
  return { blocks, hasMore: cursor !== null }
}

/** @returns the block of that chunk; nothing while there is none. @throws ApiRefusal */
export async function readBlock(api: Api, sessionId: string, sequenceId: number): Promise<SessionBlock | undefined> {
  const { blocks } = await readBlocks(api, sessionId, { after: sequenceId - 1, chunks: 1 })
  return blocks.find(block => block.sequence_id === sequenceId && isOfChunk(block))
}

/** Notes and pictures stand between chunks. */
export const isOfChunk = ({ type }: SessionBlock) => type !== 'SYSTEM_NOTE' && type !== 'IMAGE'

/** @returns the sequence number that the last `count` chunks up to `upTo` follow; 0: from the first */
export function startOfLast(received: SessionResource['received'], count: number, upTo = Number.POSITIVE_INFINITY) {
  let left = count
  for (const [from, to] of [...received].reverse()) {
    if (from > upTo) continue
    const end = Math.min(to, upTo)
    const size = end - from + 1
    if (size >= left) return end - left
    left -= size
  }
  return 0
}
