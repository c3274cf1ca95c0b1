// Everything that some files import, directly or through others.
import type { Source } from './read-sources.ts'

export interface Reached {
  /** From the root, those started from among them. */
  files: string[]
  packages: string[]
}

export function reachedFrom(sources: readonly Source[], isStart: (path: string) => boolean): Reached {
  const byPath = new Map(sources.map(source => [source.path, source]))
  const files = new Set<string>()
  const packages = new Set<string>()
  const open = sources.map(({ path }) => path).filter(isStart)
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (files.has(path)) continue
    files.add(path)
    for (const { specifier, target } of byPath.get(path)?.imports ?? []) {
      if (target === undefined) packages.add(specifier)
      else open.push(target)
    }
  }
  return { files: [...files].sort(), packages: [...packages].sort() }
}
