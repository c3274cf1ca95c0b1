// The place where one source is asked, and stands in for itself by its last good copy when it fails.
import type { CollectReply, RawSignal } from '#contracts/upstream/scout.ts'
import type { SourceCopy, SourceMemory } from './create-source-memory.ts'
import type { FeedItem } from './feed/feed-item.ts'
import { FeedRefused, type RefusalCode } from './feed/feed-refused.ts'
import { publishedAt } from './feed/published-at.ts'
import { signalId } from './signal-id.ts'
import type { Reading, Source } from './sources/source.ts'

export interface SourceResult {
  signals: RawSignal[]
  line: CollectReply['sources'][number]
  /** Why the source itself gave nothing new; what stands in is in `signals` all the same. */
  refusedFor?: RefusalCode
}

export interface SourceReaderDeps {
  memory: SourceMemory
  timeoutMs: number
  freshMs: number
  now(): number
  /** Hears of errors that no source may cause, and that must not spoil the others. */
  onUnexpected(label: string, error: unknown): void
}

/** Never rejects. Asks that come while a source is being read share the one reading; remote answers, good and bad, hold for `freshMs`. */
export function createSourceReader(deps: SourceReaderDeps): (source: Source) => Promise<SourceResult> {
  const running = new Map<string, Promise<SourceResult>>()
  const settled = new Map<string, { atMs: number; result: SourceResult }>()

  async function readAndHold(source: Source): Promise<SourceResult> {
    const result = await readSource(source, deps)
    // A file that keeps the parser busy to its deadline is as dear as a network.
    if (source.remote || result.refusedFor === 'PARSE_TIMEOUT') settled.set(source.key, { atMs: deps.now(), result })
    return result
  }

  return async source => {
    forget(settled, deps.now() - deps.freshMs)
    const fresh = settled.get(source.key)
    if (fresh) return fresh.result
    const reading = running.get(source.key) ?? readAndHold(source).finally(() => running.delete(source.key))
    running.set(source.key, reading)
    return reading
  }
}

function forget(settled: Map<string, { atMs: number }>, beforeMs: number): void {
  for (const [key, { atMs }] of settled) if (atMs <= beforeMs) settled.delete(key)
}

async function readSource(source: Source, deps: SourceReaderDeps): Promise<SourceResult> {
  const copy = await deps.memory.recall(source.key)
  try {
    const reading = await readInTime(source, copy, deps.timeoutMs)
    const next = copyAfter(source, reading, copy, deps.now())
    // A full disk costs the copy that would stand in later, not the signals of now.
    if (reading.kind === 'read') await deps.memory.remember(next).catch(error => deps.onUnexpected(source.label, error))
    const signals = next.signals.map(shown)
    return { signals, line: { source: source.label, ok: true, signals: signals.length } }
  } catch (error) {
    return failed(source, copy, refusalOf(error, source, deps))
  }
}

async function readInTime(source: Source, copy: SourceCopy | undefined, timeoutMs: number): Promise<Reading> {
  const signal = AbortSignal.timeout(timeoutMs)
  const { promise: late, reject } = Promise.withResolvers<never>()
  const onLate = () => reject(new FeedRefused('TIMEOUT', `no complete answer within ${timeoutMs} ms`))
  signal.addEventListener('abort', onLate, { once: true })
  try {
    // A source that does not heed its signal (a hanging disk) is left behind.
    return await Promise.race([source.read(validatorsOf(copy), signal), late])
  } finally {
    signal.removeEventListener('abort', onLate)
  }
}

function validatorsOf(copy: SourceCopy | undefined) {
  if (!copy) return undefined
  const { etag, lastModified } = copy.validators
  return { ...(etag === undefined ? {} : { etag }), ...(lastModified === undefined ? {} : { lastModified }) }
}

function copyAfter(source: Source, reading: Reading, copy: SourceCopy | undefined, nowMs: number): SourceCopy {
  if (reading.kind === 'read') {
    const seen = new Map(
      copy?.signals.filter(signal => !signal.dated).map(({ id, published_at }) => [id, published_at]),
    )
    const sourceName = reading.title ?? source.label
    const signals = reading.items.map(item => signalOf(source, sourceName, item, seen, nowMs))
    return { version: 1, key: source.key, readAtMs: nowMs, validators: reading.validators, signals }
  }
  // A source says "unchanged" only when it was handed the validators of a copy.
  if (!copy) throw new FeedRefused('WRONG_SHAPE', 'the source answered "unchanged" without having been read before')
  return { ...copy, readAtMs: nowMs }
}

function signalOf(source: Source, name: string, item: FeedItem, seen: ReadonlyMap<string, string>, nowMs: number) {
  const id = signalId(source.key, item)
  const firstSeen = seen.get(id)
  const date = publishedAt(item.datesMs, firstSeen === undefined ? undefined : Date.parse(firstSeen), nowMs)
  return {
    id,
    source: name,
    title: item.title,
    url: item.url ?? '',
    summary: item.summary,
    published_at: new Date(date.publishedAtMs).toISOString(),
    dated: date.dated,
  }
}

function shown({ dated: _, ...signal }: SourceCopy['signals'][number]): RawSignal {
  return signal
}

function failed(source: Source, copy: SourceCopy | undefined, refused: FeedRefused): SourceResult {
  const why = `${refused.code}: ${refused.message}`
  const refusedFor = refused.code
  if (!copy) return { signals: [], refusedFor, line: { source: source.label, ok: false, signals: 0, error: why } }
  const signals = copy.signals.map(shown)
  const error = `${why}; its last good copy of ${new Date(copy.readAtMs).toISOString()} stands in`
  return { signals, refusedFor, line: { source: source.label, ok: false, signals: signals.length, error } }
}

function refusalOf(error: unknown, source: Source, deps: SourceReaderDeps): FeedRefused {
  if (error instanceof FeedRefused) return error
  deps.onUnexpected(source.label, error)
  return new FeedRefused('MALFORMED', 'reading it failed unexpectedly', { cause: error })
}
