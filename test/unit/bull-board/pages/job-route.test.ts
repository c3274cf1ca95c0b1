import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { type BoardStep, jobRoute } from '#bull-board/pages/job-route.ts'
import type { StepKind } from '#domain/step.ts'

const STEP = '0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b'
const SUBJECT = '0199a1b2-7c3d-7e4f-8a5b-000000000001'
const EXECUTION = '0199a1b2-7c3d-7e4f-8a5b-000000000002'

it.each([
  ['radar-scan', `campaigns/${SUBJECT}`, 'campaign in the API'],
  ['execute-mock', `actions/${SUBJECT}`, 'action in the API'],
  ['vad', `session/${EXECUTION}`, 'session in the API'],
  ['check-asset', `session/${EXECUTION}`, 'session in the API'],
  ['drain', `session/${EXECUTION}`, 'session in the API'],
] as const)('leads from %s to its subject and to why that is where it is', async (kind, address, link) => {
  const page = await seen(kind)
  expect(page).toContain(`href="https://api.example.com/api/v1/${address}">${link}`)
  expect(page).toContain(`href="https://api.example.com/api/v1/${address}/why"`)
})

it.each(['check-skeleton', 'read-skeleton', 'discover-templates', 'check-config', 'check-account'] as const)(
  'promises no reasons of %s',
  async kind => {
    expect(await seen(kind)).not.toContain('/why')
  },
)

it('names the session of a chunk, and a session once', async () => {
  expect(await seen('vad')).toMatch(new RegExp(`<dt>Session</dt><dd><code>${EXECUTION}`))
  expect((await seen('drain')).match(/<dt>(Session|Execution)<\/dt>/g)).toEqual(['<dt>Session</dt>'])
})

it.each(['find-stuck', 'canary:session.gc'] as const)('leads from %s nowhere, and says so', async kind => {
  for (const accept of ['text/html', 'application/json']) {
    const answer = await asked(kind, accept)
    expect(answer.status).toBe(404)
    const words = await answer.text()
    expect(words).toContain(`a ${kind} step watches`)
    expect(words).not.toContain('/api/v1/')
  }
})

const seen = async (kind: StepKind): Promise<string> => (await asked(kind, 'text/html')).text()

async function asked(kind: StepKind, accept: string): Promise<Response> {
  const step: BoardStep = {
    ...{ kind, subjectId: SUBJECT, tenantId: SUBJECT, executionId: EXECUTION },
    ...{ run: 1, attempt: 1, dueAt: new Date(0) },
  }
  const app = new Hono()
  app.get('/jobs/:step', jobRoute({ findStep: async () => step, apiUrl: 'https://api.example.com' }))
  return app.request(`/jobs/${STEP}`, { headers: { accept } })
}
