// Processor time that this process and the two servers have used. The servers' is read from /proc, so only on Linux.
import { readdirSync, readFileSync } from 'node:fs'

export interface ServerPids {
  postgres?: number
  redis?: number
}

/** Seconds; undefined where it can't be known. */
export interface CpuSeconds {
  node: number
  postgres: number | undefined
  redis: number | undefined
}

export function cpuClock(pids: ServerPids): CpuSeconds {
  const { user, system } = process.cpuUsage()
  return {
    node: (user + system) / 1e6,
    postgres: pids.postgres === undefined ? undefined : familySeconds(pids.postgres),
    redis: pids.redis === undefined ? undefined : familySeconds(pids.redis),
  }
}

export function cpuBetween(before: CpuSeconds, after: CpuSeconds): CpuSeconds {
  const difference = (name: 'postgres' | 'redis') => {
    const [from, to] = [before[name], after[name]]
    return from === undefined || to === undefined ? undefined : to - from
  }
  return { node: after.node - before.node, postgres: difference('postgres'), redis: difference('redis') }
}

const TICKS_A_SECOND = 100 // USER_HZ of Linux on every architecture that we run on

/** A process, its children, and those of its children that have ended already. */
function familySeconds(pid: number): number | undefined {
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
