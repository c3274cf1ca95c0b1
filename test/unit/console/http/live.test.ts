import { Hono } from 'hono'
import { html } from 'hono/html'
import { expect, it } from 'vitest'
import { type Api, ApiRefusal } from '#console/http/api.ts'
import { live } from '#console/http/live.ts'
import type { ConsoleEnv } from '#console/person.ts'

/** A subject that one thing happens to, and that then stands still until whoever looks goes away. */
function standing(): Pick<Api, 'raw'> {
  return {
    async raw(_path, { signal } = {}) {
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          controller.enqueue(new TextEncoder().encode('event: campaign.started\ndata: {}\n\n'))
          signal?.addEventListener('abort', () => controller.close())
        },
      })
      return new Response(body)
    },
  }
}

const REFUSED = new ApiRefusal({ ok: false, status: 503, problem: { detail: 'going down' } as never })

it('a drawing that the API refuses ends the stream, unsaid, so that the browser asks again; the process lives on', async () => {
  let drawn = 0
  const app = new Hono<ConsoleEnv>()
  app.get('/', c => {
    c.set('api', standing() as Api)
    return live(c, '/campaigns/1/events', async () => {
      drawn += 1
      if (drawn > 1) throw REFUSED
      return html`<p>as it stands</p>`
    })
  })
  const text = await (await app.request('/')).text()
  expect(drawn).toBe(2)
  expect(text).toContain('as it stands')
  expect(text).not.toContain('ended')
})
