// Processor time that this process and the two servers have used. The servers' is read from /proc, so only on Linux.
import { familySeconds } from './family-seconds.ts'

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
