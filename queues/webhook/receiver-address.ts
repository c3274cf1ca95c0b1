// Where a webhook really leads: to a public address, or nowhere. Asked when an endpoint is set, and again at each try, since names move.
import { lookup as lookUp } from 'node:dns/promises'
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import type { AttemptError } from '#domain/webhook/webhook.ts'

export interface ReceiverRules {
  allowHttp: boolean
  /** `host` or `host:port`: these may be inner ones, and over http. */
  allowedHosts: readonly string[]
}

export type Lookup = (host: string) => Promise<{ address: string }[]>

/** Why nothing is sent there. */
export class ReceiverRefused extends Error {
  readonly reason: Extract<AttemptError, 'NOT_ALLOWED' | 'INNER_ADDRESS' | 'UNRESOLVED'>
  constructor(reason: ReceiverRefused['reason'], message: string) {
    super(message)
    this.name = 'ReceiverRefused'
    this.reason = reason
  }
}

/**
 * @returns the one address to connect to: what DNS says afterwards does not count
 * @throws ReceiverRefused when it may not be called, when one of its addresses is not public, or when it has none
 */
export async function receiverAddress(url: URL, rules: ReceiverRules, lookup: Lookup = byDns): Promise<string> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const isAllowed = rules.allowedHosts.some(one => one === url.host || one === url.hostname || one === host)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && (rules.allowHttp || isAllowed)))
    throw new ReceiverRefused('NOT_ALLOWED', 'must begin with https')
  const found = isIP(host) === 0 ? await addressesOf(host, lookup) : [host]
  if (!isAllowed && found.some(address => ipaddr.process(address).range() !== 'unicast'))
    throw new ReceiverRefused('INNER_ADDRESS', 'leads to an address that is not public')
  const [first] = found
  if (first === undefined) throw new ReceiverRefused('UNRESOLVED', 'has no address')
  return first
}

async function addressesOf(host: string, lookup: Lookup): Promise<string[]> {
  try {
    return (await lookup(host)).map(({ address }) => address)
  } catch {
    throw new ReceiverRefused('UNRESOLVED', 'has no address') // whatever the resolver calls it
  }
}

const byDns: Lookup = host => lookUp(host, { all: true })
