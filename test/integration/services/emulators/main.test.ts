import { expect, it } from 'vitest'
import { z } from 'zod'
import { postJson } from '#test/unit/services/kernel/listening.ts'
import { startedProcess } from '#test/unit/services/kernel/started-process.ts'
import { temporaryFolder } from '#test/unit/services/kernel/temporary-folder.ts'

const MAIN = 'services/emulators/main.ts'

it('killed with SIGKILL under load, it still knows every post that it had answered', async () => {
  const env = { DATA_DIR: temporaryFolder(), PORT: '0' }
  const first = await startedProcess(MAIN, env)
  const answered: string[] = []
  const load = Array.from({ length: 8 }, async (_, lane) => {
    for (let n = 0; ; n += 1) {
      const body = { action_id: `${lane}-${n}`, account: 'demo', text: 't' }
      const response = await postJson(`${first.url}/mock/posts`, body, { authorization: 'Bearer mock-demo' })
      answered.push(z.object({ id: z.string() }).parse(await response.json()).id)
      if (answered.length === 100) first.kill()
    }
  })
  await Promise.allSettled(load)

  const second = await startedProcess(MAIN, env)
  const reply = await (await fetch(`${second.url}/mock/_emulator/published`)).json()
  const known = new Set(
    z
      .object({ data: z.array(z.object({ id: z.string() })) })
      .parse(reply)
      .data.map(({ id }) => id),
  )
  expect(answered.length).toBeGreaterThanOrEqual(100)
  expect(answered.filter(id => !known.has(id))).toEqual([])
  expect(await second.stop()).toBe(0)
})
