// The file of campaigns is whole, or the download fails.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { afterEach, expect, it } from 'vitest'
import { type App, createApi } from '#console/http/api.ts'
import { exportCsv } from '#console/pages/campaigns/list/export-csv.ts'
import type { ConsoleEnv } from '#console/person.ts'

let server: Server | undefined
afterEach(() => server?.close())

/** @param answerOf what the API says to the page that a cursor asks for */
async function download(answerOf: (n: number) => Response): Promise<Response> {
  const api: App = {
    request: path => answerOf(Number(new URL(path, 'http://api').searchParams.get('cursor') ?? 0)),
  }
  const app = new Hono<ConsoleEnv>()
  app.get('/', c => {
    c.set('api', createApi(api, 'token', {}))
    return exportCsv(c, {})
  })
  server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }))
  await new Promise<void>(resolve => server?.listen(0, '127.0.0.1', resolve))
  return fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
}
const pageOf = (n: number, last: number) =>
  new Response(`id,name\n${n},n\n`, { headers: n < last ? { 'x-next-cursor': String(n + 1) } : {} })

it('has every page under one header line, however many', async () => {
  const answer = await download(n => pageOf(n, 150))
  const lines = (await answer.text()).trimEnd().split('\n')
  expect(lines).toEqual(['id,name', ...Array.from({ length: 151 }, (_, n) => `${n},n`)])
})

it('fails as a download when a later page is refused, instead of ending as if that were all', async () => {
  const refusal = Response.json({ code: 'RATE_LIMITED', detail: 'too much' }, { status: 429 })
  const text = download(n => (n < 2 ? pageOf(n, 9) : refusal)).then(answer => answer.text())
  await expect(text).rejects.toThrow()
})
