// The place where feeds are parsed with a deadline, apart from the thread that answers requests.
import { Worker } from 'node:worker_threads'
import type { ParsedFeed } from './feed-item.ts'
import { FeedRefused } from './feed-refused.ts'
import type { ParseAnswered, ParseAsked } from './parse-thread/parse-message.ts'

const START_TIMEOUT_MS = 15_000

export interface FeedParser {
  /** Throws FeedRefused, PARSE_TIMEOUT among them, and nothing else. */
  parse(asked: ParseAsked): Promise<ParsedFeed>
  close(): Promise<void>
}

/** One thread, one feed at a time; a feed that is not parsed within `timeoutMs` takes the thread down, not the service. */
export function createFeedParser({ timeoutMs }: { timeoutMs: number }): FeedParser {
  let thread: Worker | undefined
  let last: Promise<unknown> = Promise.resolve()

  async function parseNow(asked: ParseAsked): Promise<ParsedFeed> {
    const answered = await askOwnThread(asked).catch(async error => {
      const broken = thread
      thread = undefined
      await broken?.terminate()
      throw error
    })
    if ('feed' in answered) return answered.feed
    if ('refused' in answered) throw new FeedRefused(answered.refused.code, answered.refused.message)
    throw new FeedRefused('MALFORMED', 'the parser answered out of turn')
  }

  async function askOwnThread(asked: ParseAsked): Promise<ParseAnswered> {
    if (thread === undefined) {
      thread = startThread()
      // Loading the parser on a busy machine is not the feed's fault: its deadline begins afterwards.
      await nextAnswer(thread, START_TIMEOUT_MS)
    }
    const answered = nextAnswer(thread, timeoutMs)
    thread.postMessage(asked)
    return answered
  }

  return {
    parse(asked) {
      const parsed = last.then(() => parseNow(asked))
      // The next feed waits for this one's end, however it ends; whoever asked gets the error.
      last = parsed.then(
        () => undefined,
        () => undefined,
      )
      return parsed
    },
    async close() {
      await last
      await thread?.terminate()
      thread = undefined
    },
  }
}

function startThread(): Worker {
  const thread = new Worker(new URL('./parse-thread/main.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  })
  thread.unref()
  // Whoever waits hears of it by a listener of their own; a thread dying after it was given up must not take us along.
  thread.on('error', () => undefined)
  return thread
}

function nextAnswer(thread: Worker, timeoutMs: number): Promise<ParseAnswered> {
  const { promise, resolve, reject } = Promise.withResolvers<ParseAnswered>()
  const deadline = setTimeout(
    () => reject(new FeedRefused('PARSE_TIMEOUT', `the feed could not be parsed within ${timeoutMs} ms`)),
    timeoutMs,
  )
  const onError = (cause: unknown) => reject(new FeedRefused('MALFORMED', 'the parser gave up on the feed', { cause }))
  // The answer comes from our own thread, in the shape that parse-message.ts declares.
  const onMessage = (answered: ParseAnswered) => resolve(answered)
  thread.once('message', onMessage)
  thread.once('error', onError)
  thread.once('exit', onError)
  return promise.finally(() => {
    clearTimeout(deadline)
    thread.off('message', onMessage)
    thread.off('error', onError)
    thread.off('exit', onError)
  })
}
