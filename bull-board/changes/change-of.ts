// The changes that the board makes at all, by name. The ledger is the truth and the sweep brings back what is missing, so losing
// jobs does no harm; making or rewriting them would, and is not among them.

const CHANGES = {
  'pause-all': /^\/queues\/pause$/,
  'resume-all': /^\/queues\/resume$/,
  pause: /^\/queues\/(?<queue>[^/]+)\/pause$/,
  resume: /^\/queues\/(?<queue>[^/]+)\/resume$/,
  empty: /^\/queues\/(?<queue>[^/]+)\/empty$/,
  concurrency: /^\/queues\/(?<queue>[^/]+)\/concurrency$/,
  'rate-limit': /^\/queues\/(?<queue>[^/]+)\/rate-limit(?:\/release)?$/,
  'retry-all': /^\/queues\/(?<queue>[^/]+)\/retry\/(?<state>[^/]+)$/,
  'clean-all': /^\/queues\/(?<queue>[^/]+)\/clean\/(?<state>[^/]+)$/,
  'promote-all': /^\/queues\/(?<queue>[^/]+)\/promote$/,
  retry: /^\/queues\/(?<queue>[^/]+)\/(?<job>[^/]+)\/retry$/,
  clean: /^\/queues\/(?<queue>[^/]+)\/(?<job>[^/]+)\/clean$/,
  promote: /^\/queues\/(?<queue>[^/]+)\/(?<job>[^/]+)\/promote$/,
  delay: /^\/queues\/(?<queue>[^/]+)\/(?<job>[^/]+)\/delay$/,
  priority: /^\/queues\/(?<queue>[^/]+)\/(?<job>[^/]+)\/priority$/,
} as const

export type ChangeName = keyof typeof CHANGES
export const CHANGE_NAMES = Object.keys(CHANGES) as ChangeName[]

export interface Change {
  change: ChangeName
  queue?: string
  job?: string
  /** Of the jobs that all are meant: `failed`, `delayed`. */
  state?: string
}

/**
 * @param path below `/board/api`
 * @returns undefined: not allowed, or it could be read in two ways, which no page of the board sends
 */
export function changeOf(path: string): Change | undefined {
  const [found, another] = CHANGE_NAMES.flatMap(change => {
    const match = CHANGES[change].exec(path)
    return match === null ? [] : [{ change, ...match.groups }]
  })
  return another === undefined ? found : undefined
}
