// Fetches media over HTTP without being led to inner hosts: checked addresses are pinned, bytes and time are bounded.
import { lookup as resolve } from 'node:dns'
import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import { Agent, type Dispatcher, fetch } from 'undici'
import { ServiceProblem } from '#services/kernel/service-problem.ts'
import type { MediaAnswer, MediaSource } from './media-source.ts'

export interface MediaSourceConfig {
  /** The one origin that may lie on an inner address: our object store. */
  storeOrigin: string | null
  timeoutMs: number
  maxBytes: number
  /** Makes a plain address of our store readable; where the store is open, the address itself. */
  signStoreUrl?: (url: URL) => Promise<string>
}

export interface ClosableMediaSource {
  read: MediaSource
  close(): Promise<void>
}

export function createMediaSource(config: MediaSourceConfig): ClosableMediaSource {
  const publicOnly = new Agent({ connect: { lookup: publicLookup, timeout: config.timeoutMs } })
  const anywhere = new Agent({ connect: { timeout: config.timeoutMs } })
  return {
    async read(written, signal) {
      const url = URL.parse(written)
      if (url === null || !/^https?:$/.test(url.protocol)) return { status: 'refused', reason: 'no http(s) address' }
      if (url.username !== '' || url.password !== '') return { status: 'refused', reason: 'the address carries a user' }
      const deadline = AbortSignal.any([signal, AbortSignal.timeout(config.timeoutMs)])
      if (url.origin === config.storeOrigin) return readStore(url, anywhere, config, deadline)
      const refusal = literalRefusal(url)
      if (refusal !== null) return { status: 'refused', reason: refusal }
      return fetchBytes(url.href, publicOnly, config.maxBytes, deadline).catch(failed)
    },
    async close() {
      await Promise.all([publicOnly.destroy(), anywhere.destroy()])
    },
  }
}

/** Our own store being away says nothing about the media: the whole audit is tried again later. */
async function readStore(url: URL, agent: Agent, config: MediaSourceConfig, signal: AbortSignal): Promise<MediaAnswer> {
  const signed = url.searchParams.has('X-Amz-Signature') || config.signStoreUrl === undefined
  try {
    const href = signed ? url.href : await config.signStoreUrl?.(url)
    return await fetchBytes(href ?? url.href, agent, config.maxBytes, signal, status => {
      if (status >= 500) throw new Error(`the object store answered ${status}`)
    })
  } catch (cause) {
    throw new ServiceProblem(503, 'OBJECT_STORE_UNAVAILABLE', 'the object store cannot be read', {
      cause,
      headers: { 'retry-after': '2' },
    })
  }
}

async function fetchBytes(
  href: string,
  dispatcher: Dispatcher,
  maxBytes: number,
  signal: AbortSignal,
  judge: (status: number) => void = () => {},
): Promise<MediaAnswer> {
  const response = await fetch(href, { dispatcher, signal, redirect: 'manual' })
  if (response.status !== 200) {
    await response.body?.cancel()
    judge(response.status)
    // A redirect is not followed: nobody has checked where it leads.
    return { status: 'failed', reason: `its address answered ${response.status}` }
  }
  const chunks: Uint8Array[] = []
  let bytes = 0
  // Leaving the loop early cancels the rest.
  for await (const chunk of response.body ?? []) {
    const part: Uint8Array = chunk
    bytes += part.length
    if (bytes > maxBytes) return { status: 'failed', reason: `larger than ${maxBytes} bytes` }
    chunks.push(part)
  }
  return { status: 'read', bytes: Buffer.concat(chunks) }
}

function failed(error: unknown): MediaAnswer {
  if (error instanceof InnerAddress) return { status: 'refused', reason: error.message }
  if (error instanceof Error && error.cause instanceof InnerAddress)
    return { status: 'refused', reason: error.cause.message }
  return { status: 'failed', reason: `cannot be fetched: ${error instanceof Error ? error.message : String(error)}` }
}

/** An address written as digits never goes through `lookup`, so it is judged here. */
function literalRefusal(url: URL): string | null {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  return ipaddr.isValid(host) && !isPublic(host) ? new InnerAddress(host).message : null
}

/** Resolves once; the connection goes to exactly the addresses that were judged, so a second answer of DNS changes nothing. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return callback(error, [])
    const inner = addresses.find(({ address }) => !isPublic(address))
    if (inner !== undefined) return callback(new InnerAddress(hostname), [])
    if (options.all === true) return callback(null, addresses)
    const [first] = addresses
    return first === undefined ? callback(new InnerAddress(hostname), []) : callback(null, first.address, first.family)
  })
}

class InnerAddress extends Error {
  constructor(host: string) {
    super(`${host} is an inner address`)
    this.name = 'InnerAddress'
  }
}

function isPublic(address: string): boolean {
  return ipaddr.process(address).range() === 'unicast'
}
