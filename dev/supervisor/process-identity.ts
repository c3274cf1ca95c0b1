import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * What tells a process from a later one that was given the same pid: when it began. This is the place that knows how to ask.
 * Undefined when no such process lives; a zombie counts as dead. Linux has no `ps` in slim images, macOS no `/proc`.
 */
export function processIdentity(pid: number): string | undefined {
  return process.platform === 'linux' ? fromProc(pid) : fromPs(pid)
}

function fromProc(pid: number): string | undefined {
  const stat = readOrUndefined(`/proc/${pid}/stat`)
  if (!stat) return undefined
  // The command name stands in brackets and may hold spaces: fields are counted from the last bracket (proc_pid_stat(5)).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [state, startTicks] = [fields[0], fields[19]]
  return state === 'Z' || state === 'X' ? undefined : startTicks
}

function fromPs(pid: number): string | undefined {
  try {
    const [state, ...began] = execFileSync('ps', ['-o', 'state=,lstart=', '-p', String(pid)], { encoding: 'utf8' })
      .trim()
      .split(/\s+/)
    return state?.startsWith('Z') ? undefined : began.join(' ')
  } catch {
    // ps answers 1 for a pid that nobody has.
    return undefined
  }
}

function readOrUndefined(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // No such process, or it ended while we read: dead either way.
    return undefined
  }
}
