// Looks for what an attempt may have published: first under the ids that answers named, then among the organization's own posts.
import type { AccountKind } from '#domain/action/account-kind.ts'
import type { Post, ProbeClues, ProbeResult } from '#domain/ports/platform.ts'
import { type LinkedinClient, type LinkedinPost, LinkedinRefusal } from './client.ts'
import type { LinkedinCredentials } from './linkedin-credentials.ts'
import { matchPost, type Wanted } from './match-post.ts'
import { imagesOf } from './prepare-images.ts'
import { isPostUrn, permalinkOf } from './urn.ts'

const CLOCK_SLACK_MS = 60_000
const PAGE_SIZE = 100
/** 2,000 posts in one window: more is not an account but a flood, and a person looks. */
const MAX_PAGES = 20

type Reads = Pick<LinkedinClient, 'post' | 'postsOf'>

/** @throws when LinkedIn did not say */
export async function probePosts(
  client: Reads,
  credentials: LinkedinCredentials,
  post: Post,
  clues: ProbeClues,
  signal: AbortSignal,
): Promise<ProbeResult> {
  const wanted: Wanted = {
    author: credentials.author,
    text: post.text,
    images: post.media.length,
    imageUrns: imagesOf(post, clues.handles) ?? [],
    fromMs: clues.sinceMs - CLOCK_SLACK_MS,
    known: clues.known,
  }
  const echoed = await readEchoes(client, credentials, clues, signal)
  const byEcho = found(echoed.posts, wanted)
  if (byEcho !== undefined) return byEcho
  if (!canList(post.account.kind))
    return { kind: 'indeterminate', detail: echoed.doubt ?? 'a member’s posts can’t be listed' }

  const { posts, isComplete } = await listPosts(client, credentials, wanted.fromMs, signal)
  const byListing = found(posts, wanted)
  if (byListing !== undefined) return byListing
  if (echoed.doubt !== undefined) return { kind: 'indeterminate', detail: echoed.doubt }
  return isComplete
    ? { kind: 'not_found' }
    : { kind: 'indeterminate', detail: `more than ${MAX_PAGES * PAGE_SIZE} posts since the first attempt` }
}

/** An organization's posts can be listed; a member's need a permission that LinkedIn gives to nobody. */
export function canList(kind: AccountKind): boolean {
  return kind === 'organization'
}

/** Undefined: none of them. Of several that match, the one with our images, else the oldest. */
function found(posts: readonly LinkedinPost[], wanted: Wanted): ProbeResult | undefined {
  const oldestFirst = posts.toSorted((a, b) => a.createdAt - b.createdAt)
  const of = (match: 'certain' | 'same' | 'cut') => oldestFirst.find(post => matchPost(post, wanted) === match)
  const ours = of('certain') ?? of('same')
  if (ours !== undefined) return { kind: 'found', platformRefId: ours.id, permalink: permalinkOf(ours.id) }
  const cut = of('cut')
  return cut && { kind: 'indeterminate', detail: `${cut.id} looks like this post with its text cut short` }
}

/** `doubt`: an echo that could not be read, so that absence is not proven. */
async function readEchoes(
  client: Reads,
  { accessToken }: LinkedinCredentials,
  { echoes, known }: ProbeClues,
  signal: AbortSignal,
): Promise<{ posts: LinkedinPost[]; doubt?: string }> {
  const posts: LinkedinPost[] = []
  let doubt: string | undefined
  for (const urn of new Set(echoes)) {
    if (!isPostUrn(urn) || known.has(urn)) continue
    try {
      posts.push(await client.post(accessToken, urn, signal))
    } catch (error) {
      // LinkedIn names posts that have been deleted: whoever is not there is not ours.
      const isGone = error instanceof LinkedinRefusal && error.status === 404 && error.error.kind === 'refused'
      if (!isGone) doubt = `${urn}, which LinkedIn named, can’t be read: ${String(error)}`
    }
  }
  return { posts, ...(doubt === undefined ? {} : { doubt }) }
}

/** The posts since `fromMs`, and whether these are all. */
async function listPosts(
  client: Reads,
  { accessToken, author }: LinkedinCredentials,
  fromMs: number,
  signal: AbortSignal,
): Promise<{ posts: LinkedinPost[]; isComplete: boolean }> {
  const posts: LinkedinPost[] = []
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const more = await client.postsOf(accessToken, author, page * PAGE_SIZE, PAGE_SIZE, signal)
    posts.push(...more)
    // A page may be short without being the last: what may not be seen is left out of it. The last modified come first.
    const isPast = more.some(({ createdAt, lastModifiedAt }) => (lastModifiedAt ?? createdAt) < fromMs)
    if (more.length === 0 || isPast) return { posts, isComplete: true }
  }
  return { posts, isComplete: false }
}
