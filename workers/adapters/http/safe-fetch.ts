// Fetches an address that a client gave: public hosts only, the checked address pinned, no redirect, bytes and time counted.
import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { Agent, fetch } from 'undici'

export interface SafeFetchOptions {
  timeoutMs: number
  maxBytes: number
  signal: AbortSignal
}

/**
 * @returns the bytes of a 200, as they come
 * @throws Error when the address is not public, on any other status, at the deadline, past `maxBytes`
 */
export async function safeFetch(address: string, options: SafeFetchOptions): Promise<AsyncIterable<Uint8Array>> {
  const url = new URL(address)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new Error(`${url.protocol} is not fetched`)
  if (url.username !== '' || url.password !== '') throw new Error('an address with credentials is not fetched')
  return pinnedFetch(url, await publicAddress(url.hostname.replace(/^\[|\]$/g, '')), options)
}

/** Like `safeFetch`, from this address of the host and no other: what DNS says meanwhile does not count. */
export async function pinnedFetch(
  url: URL,
  pinned: string,
  options: SafeFetchOptions,
): Promise<AsyncIterable<Uint8Array>> {
  const agent = new Agent({
    connect: { lookup: (_, __, done) => done(null, [{ address: pinned, family: isIP(pinned) }]) },
  })
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(options.timeoutMs)])
  const response = await fetch(url, { dispatcher: agent, redirect: 'manual', signal })
  if (response.status !== 200 || response.body === null) {
    await agent.destroy()
    throw new Error(`${url.host} answered ${response.status}`)
  }
  return counted(response.body, options.maxBytes, agent)
}

/** @throws Error when one of the addresses of a host is not public: all are checked, one is used */
export async function publicAddress(host: string): Promise<string> {
  const addresses = isIP(host) === 0 ? (await lookup(host, { all: true })).map(found => found.address) : [host]
  for (const address of addresses)
    if (ipaddr.process(address).range() !== 'unicast') throw new Error(`${host} is an inner address`)
  const [first] = addresses
  if (first === undefined) throw new Error(`${host} has no address`)
  return first
}

async function* counted(body: AsyncIterable<Uint8Array>, maxBytes: number, agent: Agent): AsyncGenerator<Uint8Array> {
  let bytes = 0
  try {
    for await (const chunk of body) {
      bytes += chunk.byteLength
      if (bytes > maxBytes) throw new Error(`over ${maxBytes} bytes`)
      yield chunk
    }
  } finally {
    await agent.destroy()
  }
}
