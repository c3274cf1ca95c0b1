// One death (or pause) of one worker: the actions that are led to the point, and which of them have arrived.
import type { CommandedAction } from '../actions/command-actions.ts'
import type { KillPoint, Moment, Passes } from './kill-point.ts'

export interface Round {
  /** Asked by the wires: how much of a message about these passes. An id is an action's or its step's. */
  at(moment: Moment, ids: readonly string[]): Passes
  /** Resolves when all have arrived, or no further one for a while: time to strike. Rejects when none arrives. */
  ripe: Promise<void>
  /** Lets everything go on that was held, and all that follows. */
  release(): void
  released: Promise<void>
  /** Ids of the actions at the point; nothing of them has passed since. */
  arrived: ReadonlySet<string>
}

export interface RoundAction extends CommandedAction {
  stepId: string
}

const NO_MORE_AFTER_MS = 300
const NONE_AFTER_MS = 120_000

export function openRound(point: KillPoint, actions: readonly RoundAction[]): Round {
  const actionOf = new Map(actions.flatMap(({ id, stepId }) => [[id, id] as const, [stepId, id] as const]))
  const arrived = new Set<string>()
  const recorded = new Set<string>()
  const { promise: ripe, resolve, reject } = Promise.withResolvers<void>()
  const { promise: released, resolve: open } = Promise.withResolvers<void>()
  let isReleased = false
  let timer = setTimeout(() => reject(new Error(`nothing arrived at ${point.name}`)), NONE_AFTER_MS)

  const arrive = (id: string) => {
    arrived.add(id)
    clearTimeout(timer)
    if (arrived.size === actions.length) resolve()
    else timer = setTimeout(resolve, NO_MORE_AFTER_MS)
  }

  return {
    ripe,
    released,
    release() {
      isReleased = true
      open()
    },
    arrived,
    at(moment, ids) {
      if (isReleased) return 'all'
      const ours = [...new Set(ids.flatMap(id => actionOf.get(id) ?? []))]
      // A job is named to Redis when it is added and fetched, too: its completion comes after the record.
      const meant = moment === 'complete' ? ours.filter(id => recorded.has(id)) : ours
      if (meant.length === 0) return 'all'
      if (meant.some(id => arrived.has(id))) return 'none'
      if (moment === 'recorded') for (const id of meant) recorded.add(id)
      if (moment !== point.at) return 'all'
      for (const id of meant) arrive(id)
      return point.passes
    },
  }
}
