import { writeFileSync } from 'node:fs'
import { setPriority } from 'node:os'

/**
 * Has a process of ours, with all that it starts from now on, yield the processor to the others. Linux schedules sessions against each other
 * where autogroups are on (sched(7)), and each of our processes leads one: then the session's own niceness is the one that counts.
 */
export function lowerPriority(pid: number, nice: number): void {
  for (const lower of [
    () => setPriority(pid, nice),
    () => writeFileSync(`/proc/${pid}/autogroup`, String(nice), { flag: 'r+' }),
  ]) {
    try {
      lower()
    } catch {
      // It has ended already, or this system has no such thing: everything works as well, only not as fast.
    }
  }
}
