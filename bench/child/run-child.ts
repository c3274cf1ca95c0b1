// Gives a task to a new process and hears what it measured.
import { fork } from 'node:child_process'
import { nodeFlags } from '#dev/supervisor/memory-of.ts'
import type { Measured, Task } from './main.ts'

/**
 * @param onMeasured after each measurement
 * @param profileDir writes a CPU profile there
 */
export function runChild(task: Task, onMeasured: (measured: Measured) => void, profileDir?: string): Promise<void> {
  const execArgv = [
    ...nodeFlags('workers/main.ts'),
    ...(profileDir === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileDir}`]),
  ]
  const child = fork(new URL('main.ts', import.meta.url), { execArgv })
  child.on('message', message => onMeasured(message as Measured))
  child.send(task)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      if (code === 0) resolve()
      else reject(new Error(`${task.contestant} ended with ${signal ?? code}`))
    })
  })
}
