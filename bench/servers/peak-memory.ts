// The most memory that a process had since it was last asked, as Linux keeps it.
import { readFileSync, writeFileSync } from 'node:fs'

/** From now on. @see proc(5): 5 in clear_refs resets the peak */
export function forgetPeak(pid: number): void {
  writeFileSync(`/proc/${pid}/clear_refs`, '5')
}

export function peakMb(pid: number): number {
  return (Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024) / 1e6
}
