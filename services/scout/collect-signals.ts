// The place where all sources become one answer: deduplicated, newest first, one line a source.
import type { CollectReply, CollectRequest } from '#contracts/upstream/scout.ts'
import type { SourceResult } from './create-source-reader.ts'
import { dedupeSignals } from './dedupe-signals.ts'
import type { Source } from './sources/source.ts'

const DEFAULT_LIMIT = 200

/** `read` must not reject. At most `concurrency` sources are read at a time. */
export async function collectSignals(
  sources: readonly Source[],
  read: (source: Source) => Promise<SourceResult>,
  { since, limit = DEFAULT_LIMIT }: Pick<CollectRequest, 'since' | 'limit'>,
  concurrency: number,
): Promise<CollectReply> {
  const results = await mapSome(sources, read, concurrency)
  const sinceMs = since === undefined ? Number.NEGATIVE_INFINITY : Date.parse(since)
  const recent = results.flatMap(({ signals }) => signals).filter(signal => Date.parse(signal.published_at) >= sinceMs)
  // Oldest first comes out of it; of equal times the smaller id stays first.
  const newestFirst = dedupeSignals(recent).toSorted((a, b) => Date.parse(b.published_at) - Date.parse(a.published_at))
  return { signals: newestFirst.slice(0, limit), sources: results.map(({ line }) => line) }
}

async function mapSome<T, R>(items: readonly T[], work: (item: T) => Promise<R>, concurrency: number): Promise<R[]> {
  const results: R[] = []
  const entries = items.entries()
  // The workers share one iterator: each takes the next item when it is free.
  async function worker(): Promise<void> {
    for (const [index, item] of entries) results[index] = await work(item)
  }
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, worker))
  return results
}
