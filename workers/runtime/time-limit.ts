// A signal that ends with another one or when the time is over, and that costs nothing once it is cleared.
// AbortSignal.any([AbortSignal.timeout(…)]) says the same, but leaves both to the garbage collector for each step.

export interface TimeLimit {
  signal: AbortSignal
  isOver(): boolean
  /** Ends the watch. */
  clear(): void
}

export function timeLimit(parent: AbortSignal, timeoutMs: number): TimeLimit {
  const controller = new AbortController()
  let over = false
  const timer = setTimeout(() => {
    over = true
    controller.abort(new DOMException(`over ${timeoutMs} ms`, 'TimeoutError'))
  }, timeoutMs)
  const follow = () => controller.abort(parent.reason)
  if (parent.aborted) follow()
  else parent.addEventListener('abort', follow, { once: true })
  return {
    signal: controller.signal,
    isOver: () => over,
    clear() {
      clearTimeout(timer)
      parent.removeEventListener('abort', follow)
    },
  }
}
