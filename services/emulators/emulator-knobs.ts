// The knobs of one emulated platform, under `/_emulator`: what it published, its faults, its limits. Loopback only.
import type { Hono } from 'hono'
import { parseBody } from '#services/kernel/parse-body.ts'
import { isLoopback } from '#services/kernel/request-facts.ts'
import { ServiceProblem } from '#services/kernel/service-problem.ts'
import type { EmulatedWorld } from './emulated-platform.ts'
import { PlatformFault } from './faults.ts'
import { LimitsChange } from './limits.ts'

export function mountEmulatorKnobs(app: Hono, { log, faults, limits }: EmulatedWorld): void {
  app.use('/_emulator/*', async (c, next) => {
    if (!isLoopback(c)) throw new ServiceProblem(404, 'NOT_FOUND', 'there is nothing here')
    return next()
  })
  app.get('/_emulator/published', c => {
    const account = c.req.query('account')
    const data = log.all().filter(post => account === undefined || post.account === account)
    return c.json({ data })
  })
  app.delete('/_emulator/published', async c => {
    await log.forget()
    return c.body(null, 204)
  })
  app.get('/_emulator/faults', c => c.json({ data: faults.all() }))
  app.post('/_emulator/faults', async c => {
    faults.add(await parseBody(c, PlatformFault))
    return c.json({ data: faults.all() }, 201)
  })
  app.delete('/_emulator/faults', c => {
    faults.clear()
    return c.body(null, 204)
  })
  app.get('/_emulator/limits', c => c.json(limits.get()))
  app.put('/_emulator/limits', async c => {
    limits.set(await parseBody(c, LimitsChange))
    return c.json(limits.get())
  })
}
