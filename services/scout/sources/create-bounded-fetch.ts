// The place where bytes are fetched with a limit on everything: time, bytes, redirects and where these lead.
import { lookup } from 'node:dns'
import ipaddr from 'ipaddr.js'
import { Agent, type Dispatcher, fetch } from 'undici'
import { FeedRefused } from '../feed/feed-refused.ts'

const MAX_REDIRECTS = 5
const REDIRECTS = [301, 302, 303, 307, 308]

export interface Fetched {
  status: number
  /** Lower-case names. */
  header(name: string): string | undefined
  bytes: Uint8Array
  /** After redirects. */
  url: string
}

export interface BoundedFetch {
  /** Any status below 600 is an answer; no answer, too long or too large ones throw FeedRefused. `signal` ends it. */
  get(url: string, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Fetched>
  close(): Promise<void>
}

/**
 * Compressed answers are unpacked, `maxBytes` counts what comes out. The address given is the operator's and may be
 * private; a redirect is the publisher's word: to another host it must lead to a public address and takes no secret along.
 */
export function createBoundedFetch({ maxBytes }: { maxBytes: number }): BoundedFetch {
  const given = new Agent({ connect: { timeout: 5000 } })
  const publicOnly = new Agent({ connect: { timeout: 5000, lookup: lookupPublic } })

  async function follow(url: URL, headers: Record<string, string>, signal: AbortSignal): Promise<Fetched> {
    const firstHost = url.hostname
    let at = url
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
      const elsewhere = at.hostname !== firstHost
      if (elsewhere) refusePrivateLiteral(at)
      const sent = elsewhere ? withoutSecrets(headers) : headers
      const response = await getOnce(at, sent, elsewhere ? publicOnly : given, signal)
      const location = response.headers.get('location')
      if (!REDIRECTS.includes(response.status) || location === null) {
        const bytes = await readBounded(response.body, maxBytes)
        return { status: response.status, header: name => response.headers.get(name) ?? undefined, bytes, url: at.href }
      }
      await response.body?.cancel()
      at = nextOf(at, location)
    }
    throw new FeedRefused('REDIRECT_REFUSED', `more than ${MAX_REDIRECTS} redirects`)
  }

  return {
    async get(text, headers, signal) {
      const url = new URL(text)
      const secrets = credentialsOf(url)
      url.username = ''
      url.password = ''
      return follow(url, { 'user-agent': 'mandate-scout/1', ...headers, ...secrets }, signal).catch(error => {
        throw refusedFor(error, signal)
      })
    },
    async close() {
      await Promise.all([given.destroy(), publicOnly.destroy()])
    },
  }
}

function getOnce(url: URL, headers: Record<string, string>, dispatcher: Dispatcher, signal: AbortSignal) {
  return fetch(url, { headers, dispatcher, signal, redirect: 'manual' })
}

async function readBounded(body: AsyncIterable<Uint8Array> | null, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  // Leaving the loop by the error cancels the stream, so a gzip bomb is not unpacked to its end.
  for await (const chunk of body ?? []) {
    size += chunk.byteLength
    if (size > maxBytes) throw new FeedRefused('TOO_LARGE', `more than ${maxBytes} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function nextOf(from: URL, location: string): URL {
  const next = URL.parse(location, from.href)
  if (!next || (next.protocol !== 'https:' && next.protocol !== 'http:')) {
    throw new FeedRefused('REDIRECT_REFUSED', 'redirected to something other than http or https')
  }
  next.username = ''
  next.password = ''
  return next
}

function credentialsOf(url: URL): Record<string, string> {
  if (url.username === '' && url.password === '') return {}
  const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`
  return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` }
}

function withoutSecrets({ authorization: _, 'x-api-key': __, ...rest }: Record<string, string>) {
  return rest
}

function refusePrivateLiteral(url: URL): void {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (ipaddr.isValid(host) && !isPublic(host))
    throw new FeedRefused('REDIRECT_REFUSED', 'redirected to a private address')
}

function isPublic(address: string): boolean {
  return ipaddr.process(address).range() === 'unicast'
}

/** For connections that redirects ask for: the address that was checked is the one that is connected to. */
const lookupPublic: typeof lookup = Object.assign(
  (hostname: string, options: object, callback: (...args: unknown[]) => void) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = (addresses ?? []).filter(({ address }) => isPublic(address))
      if (error) callback(error)
      else if (!first) callback(new FeedRefused('REDIRECT_REFUSED', 'redirected to a private address'))
      else if ('all' in options && options.all === true) callback(null, [first])
      else callback(null, first.address, first.family)
    })
  },
  { __promisify__: lookup.__promisify__ },
) as typeof lookup

function refusedFor(error: unknown, signal: AbortSignal): FeedRefused {
  const reasons = causesOf(error)
  const refused = reasons.find(reason => reason instanceof FeedRefused)
  if (refused) return refused
  if (signal.aborted) return new FeedRefused('TIMEOUT', 'no complete answer in time', { cause: error })
  const code = reasons
    .map(reason => (reason instanceof Error && 'code' in reason ? String(reason.code) : ''))
    .find(Boolean)
  return new FeedRefused('UNREACHABLE', `the connection failed${code ? ` (${code})` : ''}`, { cause: error })
}

function causesOf(error: unknown): unknown[] {
  return error instanceof Error ? [error, ...causesOf(error.cause)] : []
}
