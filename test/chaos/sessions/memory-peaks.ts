// How much memory processes ever had, as Linux counts it.
import { readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs'

/** @returns MB, by name */
export function memoryPeaks(pids: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(pids).map(([name, pid]) => {
      const [, kb = '0'] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
      return [name, Math.round(Number(kb) / 1024)]
    }),
  )
}

/** From now on only what it has from now on counts. */
export const forgetPeak = (pid: number) => writeFileSync(`/proc/${pid}/clear_refs`, '5')

/** Whoever listens at a local address: a server that somebody else started. */
export function pidListeningAt(url: string): number {
  const port = Number(new URL(url).port).toString(16).toUpperCase().padStart(4, '0')
  const listening = readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .map(line => line.trim().split(/\s+/))
    .find(([, local, , state]) => local?.endsWith(`:${port}`) && state === '0A')
  const socket = `socket:[${listening?.[9]}]`
  const pids = readdirSync('/proc').filter(name => /^\d+$/.test(name))
  const pid = pids.find(one => filesOf(one).includes(socket))
  if (pid === undefined) throw new Error(`nobody listens at ${url}`)
  return Number(pid)
}

function filesOf(pid: string): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).map(fd => readlinkSync(`/proc/${pid}/fd/${fd}`))
  } catch {
    return [] // Gone meanwhile, or somebody else's.
  }
}
