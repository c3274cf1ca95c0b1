// Starts the recorders' process and has it send.
import { type ChildProcess, fork } from 'node:child_process'
import type { Answered, Recording, Stretch } from './main.ts'

export interface Recorders {
  send(stretch: Stretch): Promise<Answered>
  stop(): void
}

export async function startRecorders(recording: Recording): Promise<Recorders> {
  const child = fork(new URL('main.ts', import.meta.url))
  child.send(recording)
  await answerOf(child)
  return {
    async send(stretch) {
      child.send(stretch)
      return (await answerOf(child)) as Answered // of our own file
    },
    stop: () => child.disconnect(),
  }
}

function answerOf(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null) => reject(new Error(`the recorders ended with ${code}`))
    child.once('exit', onExit)
    child.once('message', answer => {
      child.off('exit', onExit)
      resolve(answer)
    })
  })
}
