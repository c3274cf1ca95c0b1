// What news and search are asked for.
import type { CollectRequest } from '#contracts/upstream/scout.ts'

const MAX_WORDS = 8

/** The caller's query as it is; else the longer words of the brief's product and objective as alternatives; else undefined. */
export function searchQuery({ query, brief }: Pick<CollectRequest, 'query' | 'brief'>): string | undefined {
  const given = query?.trim() ?? ''
  if (given !== '') return given
  const text = `${brief?.product ?? ''} ${brief?.objective ?? ''}`
  const words = new Set([...text.toLowerCase().matchAll(/[\p{L}\p{M}\p{N}]{4,}/gu)].map(word => word[0]))
  return words.size === 0 ? undefined : [...words].slice(0, MAX_WORDS).join(' OR ')
}
