import { isRunByNpm } from '#dev/config.ts'

/**
 * npm hands a signal on, but one that is killed outright says nothing: then we notice within half a second that our parent is another.
 * Without npm there may be no parent to speak of (`nohup node dev/start.ts &`), so nobody is watched.
 */
export function parentWatch(onGone: () => void): void {
  if (!isRunByNpm()) return
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    onGone()
  }, 500)
  timer.unref()
}
