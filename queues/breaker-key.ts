// Which upstreams have a breaker, and where in Redis it stands until when each is left alone, epoch milliseconds.
export const UPSTREAM_NAMES = [
  'radar',
  'analyst',
  'visual',
  'optimizer',
  'enterprise',
  'core',
  'builder',
  'guard',
] as const
export type UpstreamName = (typeof UPSTREAM_NAMES)[number]

export function breakerKey(prefix: string, name: string): string {
  return `${prefix}:breaker:${name}`
}
