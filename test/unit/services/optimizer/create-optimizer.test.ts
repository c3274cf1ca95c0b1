import pino from 'pino'
import { describe, expect, it, onTestFinished } from 'vitest'
import { Advice, LearnReply } from '#contracts/upstream/optimizer.ts'
import { createOptimizer } from '#services/optimizer/create-optimizer.ts'
import { createSqliteHistory } from '#services/optimizer/history/create-sqlite-history.ts'
import { temporaryFolder } from '../kernel/temporary-folder.ts'
import { idOf, MOCK, OTHER_TENANT, sampleLesson, TENANT } from './sample-lesson.ts'

function optimizer(folder = temporaryFolder()) {
  const history = createSqliteHistory(folder)
  onTestFinished(() => history.close())
  const app = createOptimizer({ history, logger: pino({ level: 'silent' }), knobs: true })
  const post = (path: string, body: unknown) =>
    app.request(path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })
  const advice = async (campaign: string, tenant = TENANT) => {
    const answer = await post('/advice', { tenant_id: tenant, campaign_id: idOf(campaign), channels: [MOCK] })
    expect(answer.status).toBe(200)
    return Advice.parse(await answer.json())
  }
  return { post, advice }
}

describe('the optimizer over HTTP', () => {
  it('learns a planted best opening in 200 campaigns and still advises it after a restart', async () => {
    const folder = temporaryFolder()
    const before = optimizer(folder)
    for (let n = 0; n < 200; n++) {
      const { hook_style } = await before.advice(`c${n}`)
      const likes = (hook_style === 'benefit' ? 60 : 35) + ((n * 7) % 13)
      const answer = await before.post(
        '/learn',
        sampleLesson({ campaign: `c${n}`, hook: hook_style, posts: [{ impressions: 1000, likes }] }),
      )
      expect(answer.status).toBe(200)
      expect(LearnReply.parse(await answer.json()).length).toBeGreaterThan(0)
    }
    const after = optimizer(folder)
    for (const { advice } of [before, after]) {
      const advices = await Promise.all(Array.from({ length: 50 }, (_, n) => advice(`later ${n}`)))
      expect(advices.filter(({ hook_style }) => hook_style === 'benefit').length).toBeGreaterThanOrEqual(40)
      expect(advices[0]?.observations).toBe(200)
    }
  }, 30_000)

  it('advises a campaign the same when it asks again, whatever was learned in between', async () => {
    const { post, advice } = optimizer()
    const first = await advice('asked twice')
    for (let n = 0; n < 20; n++)
      await post(
        '/learn',
        sampleLesson({ campaign: `c${n}`, hook: 'story', posts: [{ impressions: 1000, likes: 200 }] }),
      )
    expect(await advice('asked twice')).toEqual(first)
    expect((await advice('asked later')).observations).toBe(20)
  })

  it('shares nothing between tenants', async () => {
    const { post, advice } = optimizer()
    const alone = await advice('same campaign', OTHER_TENANT)
    for (let n = 0; n < 30; n++) await post('/learn', sampleLesson({ campaign: `c${n}` }))
    expect((await advice('another', OTHER_TENANT)).observations).toBe(0)
    expect(await advice('same campaign', OTHER_TENANT)).toEqual(alone)
    expect((await advice('another', TENANT)).observations).toBe(30)
  })

  it('answers 422 with pointers for what it cannot learn from', async () => {
    const answer = await optimizer().post('/learn', { ...sampleLesson({ campaign: 'a' }), execution_id: 'no uuid' })
    expect(answer.status).toBe(422)
    expect(await answer.json()).toMatchObject({ errors: [{ pointer: '/execution_id' }] })
  })
})

describe('POST /test', () => {
  it('is green again and again, and red on a fault of its own knob', async () => {
    const { post } = optimizer()
    for (const _ of [1, 2]) expect(await (await post('/test', {})).json()).toMatchObject({ ok: true })
    await post('/_reference/faults', { fault: 'wrong_shape', path: '/advice' })
    expect(await (await post('/test', {})).json()).toMatchObject({ ok: false })
  })
})
