// Addresses of our own network, from which no medium may come: a client could make us read what it may not.
import ipaddr from 'ipaddr.js'

/**
 * Whether a URL says by itself that it leads inside. A name that only resolves to an inner address is found out by
 * whoever fetches it, at the address that it really connects to.
 */
export function isInnerAddress(url: URL): boolean {
  const host = url.hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase()
  if (ipaddr.isValid(host)) return ipaddr.process(host).range() !== 'unicast'
  return !host.includes('.') || INNER_NAMES.some(name => host.endsWith(name))
}

const INNER_NAMES = ['.localhost', '.local', '.internal', '.intranet', '.lan', '.home.arpa', '.svc', '.cluster.local']
