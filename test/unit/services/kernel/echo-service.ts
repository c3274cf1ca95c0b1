// The smallest service: it echoes a number and counts how often it really did.
import { pino } from 'pino'
import { z } from 'zod'
import { createService, type ServiceOptions } from '#services/kernel/create-service.ts'
import { parseBody } from '#services/kernel/parse-body.ts'

const Body = z.strictObject({ value: z.int(), tenant_id: z.string().optional() })

export function echoService(overrides: Partial<ServiceOptions> = {}) {
  const done = { count: 0 }
  const app = createService({
    name: 'echo',
    version: '7',
    logger: pino({ level: 'silent' }),
    knobs: true,
    selfCheckTimeoutMs: 100,
    routes(app) {
      app.post('/echo', async c => {
        const { value } = await parseBody(c, Body)
        done.count += 1
        return c.json({ value, count: done.count })
      })
      app.post('/explode', () => {
        throw new Error('a secret inside')
      })
    },
    selfChecks: [
      {
        name: 'echoes what it is given',
        async run(call) {
          const got = z.object({ value: z.int() }).safeParse(await call('/echo', { value: 3 })).data?.value
          return { ok: got === 3, expected: 3, got }
        },
      },
    ],
    ...overrides,
  })
  return { app, done }
}
