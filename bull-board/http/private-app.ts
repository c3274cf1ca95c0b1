// The private port of a board: metrics and health, for machines.
import { Hono } from 'hono'
import type { Registry } from 'prom-client'

/** @param notReady why the board is not ready; undefined: it is */
export function privateApp(metrics: Registry, notReady: () => string | undefined): Hono {
  const app = new Hono()
  app.get('/livez', c => c.json({ status: 'ok' }))
  app.get('/readyz', c => {
    const why = notReady()
    return why === undefined ? c.json({ status: 'ok' }) : c.json({ status: 'unavailable', detail: why }, 503)
  })
  app.get('/metrics', async c => c.body(await metrics.metrics(), 200, { 'content-type': metrics.contentType }))
  return app
}
