// GET /livez, /readyz, /health
import { z } from 'zod'
import { healthAnswer, liveAnswer, readyAnswer } from '../../health/health-report.ts'
import { defineRoute } from '../../pipeline/route.ts'

const Report = z.object({
  status: z.string(),
  checks: z
    .record(z.string(), z.string())
    .optional()
    .describe('`ok`, `down`, or, of `setup`, in words what must not be so'),
})
const common = { method: 'get', root: true, tag: 'System' } as const
const down = {
  status: 503,
  description: 'Not now',
  schema: Report,
  example: { status: 'degraded', checks: { postgres: 'down' } },
}

export const livez = defineRoute({
  ...common,
  path: '/livez',
  name: 'livez',
  summary: 'The process answers',
  answers: [{ status: 200, description: 'It does', schema: Report, example: { status: 'ok' } }],
  run: liveAnswer,
})

export const readyz = defineRoute({
  ...common,
  path: '/readyz',
  name: 'readyz',
  summary:
    'Requests may be sent here: Postgres is there and migrated, nothing is set up as it must not be, and this process is not going down',
  answers: [
    {
      status: 200,
      description: 'They may',
      schema: Report,
      example: { status: 'ready', checks: { postgres: 'ok', migrations: 'ok', setup: 'ok' } },
    },
    down,
  ],
  run: ({ ports }) => readyAnswer(ports.health),
})

export const health = defineRoute({
  ...common,
  path: '/health',
  name: 'health',
  summary: 'How this process and all that it needs are doing',
  answers: [
    {
      status: 200,
      description: 'All well',
      schema: Report,
      example: { status: 'ok', checks: { postgres: 'ok', redis: 'ok', s3: 'ok', migrations: 'ok' } },
    },
    down,
  ],
  run: ({ ports }) => healthAnswer(ports.health),
})
