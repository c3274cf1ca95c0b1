import { describe, expect, it } from 'vitest'
import { Advice } from '#contracts/upstream/optimizer.ts'
import { startedProcess } from '#test/unit/services/kernel/started-process.ts'
import { temporaryFolder } from '#test/unit/services/kernel/temporary-folder.ts'
import { idOf, MOCK, sampleLesson, TENANT } from '#test/unit/services/optimizer/sample-lesson.ts'

const MAIN = 'services/optimizer/main.ts'

describe('the optimizer as a process', () => {
  it('has kept every campaign that it answered for when it is killed in the middle of learning', async () => {
    const env = { PORT: '0', DATA_DIR: temporaryFolder() }
    const first = await startedProcess(MAIN, env)
    const answered = new Set<number>()
    const lessons = Array.from({ length: 120 }, async (_, n) => {
      const answer = await post(`${first.url}/learn`, sampleLesson({ campaign: `c${n}` }))
      if (answer.ok) answered.add(n)
      if (answered.size === 40) first.kill()
    })
    await Promise.allSettled(lessons)
    expect(answered.size).toBeGreaterThanOrEqual(40)

    const second = await startedProcess(MAIN, env)
    const observations = await observationsOf(second.url, 'after the kill')
    expect(observations).toBeGreaterThanOrEqual(answered.size)
    for (let n = 0; n < 120; n++) await post(`${second.url}/learn`, sampleLesson({ campaign: `c${n}` }))
    expect(await observationsOf(second.url, 'all learned again')).toBe(120)
    expect(await second.stop()).toBe(0)
  }, 30_000)
})

async function observationsOf(url: string, campaign: string): Promise<number> {
  const answer = await post(`${url}/advice`, { tenant_id: TENANT, campaign_id: idOf(campaign), channels: [MOCK] })
  return Advice.parse(await answer.json()).observations
}

async function post(url: string, body: unknown): Promise<Response> {
  return await fetch(url, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  })
}
