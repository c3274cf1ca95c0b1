import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The watch on ourselves: whatever it was told of does not outlive this process, even when that is killed with SIGKILL. */
export interface Reaper {
  watch(pid: number, signal: NodeJS.Signals): void
  forget(pid: number): void
  /** Lets the reaper go; what it still watches is ended. */
  close(): Promise<void>
}

/**
 * Starts one small shell in a session of its own, holding the other end of a pipe that the kernel closes when we end.
 * So the children need no watch of their own, and product programs know nothing of it.
 */
export function startReaper(): Reaper {
  const script = fileURLToPath(new URL('./reaper.sh', import.meta.url))
  const shell = spawn('/bin/sh', [script], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] })
  const gone = new Promise<void>((resolve, reject) => {
    shell.once('exit', () => resolve())
    shell.once('error', reject)
  })
  // Without this a reaper that somebody kills would take us down with EPIPE; the next start then cleans up by the run file.
  shell.stdin.on('error', () => {})
  shell.unref()
  return {
    watch: (pid, signal) => void shell.stdin.write(`+ ${pid} ${signal.replace(/^SIG/, '')}\n`),
    forget: pid => void shell.stdin.write(`- ${pid}\n`),
    close: async () => {
      shell.ref()
      shell.stdin.end()
      await gone
    },
  }
}
