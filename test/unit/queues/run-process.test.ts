import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'

const ROOT = new URL('../../..', import.meta.url).pathname

/** A process whose start ends when it is written to, and whose stop never does unless it is told so. */
function launch(stop: string): ChildProcess {
  const program = `
    const { runProcess } = await import('#queues/run-process.ts')
    const say = line => console.log(JSON.stringify(line))
    await runProcess(async () => {
      say({ event: 'starting' })
      await new Promise(done => process.stdin.once('data', done))
      return { logger: { info: say }, ready: {}, drainMs: 5, stop: async graceMs => { ${stop} } }
    })`
  return spawn(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: ROOT,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
}

const eventsOf = (output: string) =>
  output
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))

it('a signal that comes while it starts is obeyed when it has, for work may have begun by then; what it gave back is told', async () => {
  const child = launch('return { handed_back: 1, graceMs }')
  const output = text(child.stdout as NodeJS.ReadableStream)
  await once(child.stdout as NodeJS.ReadableStream, 'data')
  child.kill('SIGTERM')
  child.stdin?.write('go on\n')
  expect(await once(child, 'exit')).toEqual([0, null])
  expect(eventsOf(await output)).toMatchObject([
    { event: 'starting' },
    { event: 'ready' },
    { event: 'draining', signal: 'SIGTERM' },
    { event: 'stopped', handed_back: 1, graceMs: 5, duration_ms: expect.any(Number) },
  ])
})

it('the second signal ends it at once, and says with its code that nothing was finished', async () => {
  const child = launch('await new Promise(() => setInterval(() => {}, 1000))')
  child.stdout?.on('data', chunk => {
    const said = String(chunk)
    if (said.includes('starting')) child.stdin?.write('go on\n')
    if (said.includes('ready')) child.kill('SIGTERM')
    if (said.includes('draining')) child.kill('SIGINT')
  })
  expect(await once(child, 'exit')).toEqual([1, null])
})
