// Which process is kept for the next picture, told by processes that decode nothing.
import type { ChildProcess } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { expect, it, vi } from 'vitest'
import { createPictureProcess } from '#workers/adapters/pictures/create-picture-process.ts'

class Child extends EventEmitter {
  isHanging = false
  /** At once, so that no stall of the machine lets the deadline come first. */
  send = () => this.isHanging || queueMicrotask(() => this.emit('message', { normalised: {}, rssBytes: 0 }))
  kill = vi.fn()
  unref = () => {}
}
const picture = { input: 'in', output: 'out' }
const never = new AbortController().signal

it('a process that was killed and ends late leaves the one after it kept', async () => {
  const children: Child[] = []
  const start = (onEnd: () => void) => {
    const child = new Child()
    // The first one hangs.
    child.isHanging = children.length === 0
    children.push(child.once('exit', onEnd))
    return child as unknown as ChildProcess
  }
  const pictures = createPictureProcess({ timeoutMs: 50, start })
  await expect(pictures.normalise(picture, never)).rejects.toMatchObject({ name: 'PictureProcessFailed' })
  await pictures.normalise(picture, never)
  const [killed, kept] = children
  expect(killed?.kill).toHaveBeenCalledOnce()
  killed?.emit('exit', null, 'SIGKILL')
  await pictures.normalise(picture, never)
  expect(children).toHaveLength(2)
  pictures.close()
  expect(kept?.kill).toHaveBeenCalledOnce()
})
