// The thread that parses feeds, so that a hostile one can be given up in the middle.
import { parentPort } from 'node:worker_threads'
import { decodeFeed } from '../decode-feed.ts'
import { FeedRefused } from '../feed-refused.ts'
import { parseFeed } from '../parse-feed.ts'
import type { ParseAnswered, ParseAsked } from './parse-message.ts'

parentPort?.on('message', (asked: ParseAsked) => parentPort?.postMessage(answer(asked)))
parentPort?.postMessage({ ready: true } satisfies ParseAnswered)

function answer({ bytes, contentType, feedUrl }: ParseAsked): ParseAnswered {
  try {
    return { feed: parseFeed(decodeFeed(bytes, contentType), feedUrl) }
  } catch (error) {
    if (error instanceof FeedRefused) return { refused: { code: error.code, message: error.message } }
    throw error
  }
}
