// What may be changed on the board. The ledger is the truth and the sweep brings back what is missing, so losing jobs does
// no harm; making or rewriting them would.

const ALLOWED: readonly RegExp[] = [
  /^\/queues\/(pause|resume)$/,
  /^\/queues\/[^/]+\/(pause|resume|promote|empty|concurrency|rate-limit)$/,
  /^\/queues\/[^/]+\/rate-limit\/release$/,
  /^\/queues\/[^/]+\/(retry|clean)\/[^/]+$/,
  /^\/queues\/[^/]+\/[^/]+\/(retry|clean|promote|delay|priority)$/,
]

/** @param path below `/board/api`. Not allowed: adding jobs, rewriting their data, obliterating a queue, schedulers. */
export function isAllowedChange(path: string): boolean {
  return ALLOWED.some(pattern => pattern.test(path))
}
