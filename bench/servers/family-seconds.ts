// Processor time and memory of a process as Linux counts them in /proc; elsewhere nothing can be said.
import { readdirSync, readFileSync } from 'node:fs'

const TICKS_A_SECOND = 100 // USER_HZ of Linux on every architecture that we run on

/** A process, its children, and those of its children that have ended already. */
export function familySeconds(pid: number): number | undefined {
  try {
    const parent = readStat(pid)
    const children = readdirSync('/proc')
      .filter(name => /^\d+$/.test(name))
      .map(name => readStat(Number(name)))
      .filter(stat => stat?.parent === pid)
    const ticks =
      (parent?.own ?? 0) + (parent?.waitedFor ?? 0) + children.reduce((sum, stat) => sum + (stat?.own ?? 0), 0)
    return parent === undefined ? undefined : ticks / TICKS_A_SECOND
  } catch {
    return undefined // no /proc here
  }
}

/** What of it is in memory. NaN where that can't be known. */
export function residentMb(pid: number): number {
  try {
    return (Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024) / 1e6
  } catch {
    return Number.NaN
  }
}

interface Stat {
  parent: number
  own: number
  waitedFor: number
}

/** @see proc_pid_stat(5): field 4 is the parent, 14 to 17 are utime, stime, cutime, cstime */
function readStat(pid: number): Stat | undefined {
  let text: string
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    return undefined // it has ended since the listing
  }
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const at = (number: number) => Number(fields[number - 3])
  return { parent: at(4), own: at(14) + at(15), waitedFor: at(16) + at(17) }
}
