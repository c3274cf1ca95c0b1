// What is published is what was given, byte by byte.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openCliRig } from './cli-rig.ts'

let rig: Awaited<ReturnType<typeof openCliRig>>
let folder: string
const PROPOSE = ['actions', 'propose', '--platform', 'MOCK', '--account', 'a', '--governance-hash', 'h']
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mandate-text-'))
  rig = await openCliRig(() => ({ status: 201, body: { action_id: 'x', status: 'PENDING_APPROVAL' } }))
})
afterAll(async () => {
  rig.close()
  await rm(folder, { recursive: true })
})

it.each(['@friends', '-', 'two\n'])('--text %j is itself', async text => {
  expect((await rig.mandate([...PROPOSE, `--text=${text}`], { stdin: 'nothing of this' })).code).toBe(0)
  expect(rig.asked.at(-1)?.body).toMatchObject({ payload: { content_text: text } })
})

it('--text-file drops one line end and no other', async () => {
  await writeFile(join(folder, 'post.txt'), ' from a file\n\n')
  await rig.mandate([...PROPOSE, '--text-file', join(folder, 'post.txt')])
  expect(rig.asked.at(-1)?.body).toMatchObject({ payload: { content_text: ' from a file\n' } })
  await rig.mandate([...PROPOSE, '--text-file', '-'], { stdin: 'typed\r\n' })
  expect(rig.asked.at(-1)?.body).toMatchObject({ payload: { content_text: 'typed' } })
})

it('a file that is not there is a wrong command line', async () => {
  const before = rig.asked.length
  for (const given of [
    ['--text-file', '/nowhere'],
    ['--payload', '@/nowhere'],
    ['--text', 'a', '--text-file', '-'],
  ])
    expect((await rig.mandate([...PROPOSE, ...given])).code).toBe(2)
  expect((await rig.mandate(['actions', 'execute', '/nowhere'])).code).toBe(2)
  expect(rig.asked).toHaveLength(before)
})

it('Ctrl-C ends it while it listens to a terminal that says nothing', async () => {
  const interrupt = new AbortController()
  let destroyed = false
  const stdin = {
    [Symbol.asyncIterator]: () => {
      queueMicrotask(() => interrupt.abort())
      return { next: () => new Promise<never>(() => undefined) }
    },
    destroy: () => {
      destroyed = true
    },
  }
  const ended = await rig.mandate([...PROPOSE, '--text-file', '-'], { stdin, signal: interrupt.signal })
  expect(ended.code).toBe(130)
  expect(destroyed).toBe(true)
})
