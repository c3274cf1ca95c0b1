// What the emulated Graph API holds besides its published log: objects that were made on the way to publishing.
import { randomInt } from 'node:crypto'
import type { EmulatedWorld } from '../emulated-platform.ts'

export interface Picture {
  /** Absent for an address that was not looked at. */
  sha256?: string
  mime?: string
  /** What the log names it by: the address that it was fetched from, or its id. */
  url: string
}

interface Owned {
  id: string
  account: string
  createdAtMs: number
}
export type Photo = Owned & { kind: 'photo'; picture: Picture; alt?: string }
export type Container = Owned & {
  kind: 'container'
  caption: string
  pictures: readonly Picture[]
  isCarouselItem: boolean
  readyAtMs: number
  /** Meta could not process it. */
  failure?: string
  /** The commit of its one publication has begun. */
  used: boolean
}
export type AdImage = Owned & { kind: 'adimage'; picture: Picture }
export type AdObjectKind = 'campaign' | 'adset' | 'adcreative'
/** One shape for each kind, so that each can be told from the others by it. */
export type AdObject = {
  [K in AdObjectKind]: Owned & { kind: K; name: string; settings: Readonly<Record<string, unknown>> }
}[AdObjectKind]
export type Staged = Photo | Container | AdImage | AdObject

/** Lost by a restart, as nothing that was published depends on it. */
export interface GraphWorld extends EmulatedWorld {
  staged: Map<string, Staged>
  /** How long a container is being processed, in milliseconds. */
  processing: { ms: number }
}

/** Ids as Meta gives them: up to 17 digits, a string because it is no safe integer. */
export function newGraphId(): string {
  return `17${String(randomInt(10 ** 14)).padStart(15, '0')}`
}

/** What the account has under this id, of this kind; undefined for another's. */
export function stagedOf<K extends Staged['kind']>(
  { staged }: GraphWorld,
  account: string,
  kind: K,
  id: string,
): Extract<Staged, { kind: K }> | undefined {
  const found = staged.get(id)
  const isIt = (one: Staged): one is Extract<Staged, { kind: K }> => one.kind === kind && one.account === account
  return found !== undefined && isIt(found) ? found : undefined
}
