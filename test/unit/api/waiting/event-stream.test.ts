import { expect, it, vi } from 'vitest'
import type { Ports } from '#api/pipeline/ports.ts'
import { defineRoute } from '#api/pipeline/route.ts'
import { createWaiting } from '#api/waiting/create-waiting.ts'
import { eventStream } from '#api/waiting/event-stream.ts'
import { stubApp } from '../stub-ports.ts'

const route = defineRoute({
  ...{
    method: 'get',
    path: '/things/events',
    name: 'events',
    tag: 'Things',
    summary: 'Events',
    scopes: ['campaigns:read'],
  },
  answers: [],
  run: call => eventStream(call, 'subject'),
})

function open(standing: { seq: number; final: boolean }) {
  const standings = vi.fn(async () => new Map([['subject', { tag: '1', settled: false, ...standing }]]))
  const waiting = createWaiting({ standings, onError: () => undefined, lookEveryMs: 5 })
  const audit = { entries: async () => [] } as unknown as Ports['audit']
  return { app: stubApp([route], { waiting, audit }), standings, waiting }
}

it('stops looking once its reader is gone', async () => {
  const { app, standings, waiting } = open({ seq: 0, final: false })
  const response = await app.request('/api/v1/things/events')
  const reader = response.body?.getReader()
  await reader?.read()
  await vi.waitFor(() => expect(standings).toHaveBeenCalled())
  await reader?.cancel()
  await vi.waitFor(() => {
    standings.mockClear()
    return new Promise<void>((resolve, reject) =>
      setTimeout(() => (standings.mock.calls.length === 0 ? resolve() : reject(new Error('it still looks'))), 40),
    )
  })
  waiting.close()
})

it('says only that it is a stream when asked by HEAD, and looks at nothing', async () => {
  const { app, standings, waiting } = open({ seq: 0, final: false })
  const response = await app.request('/api/v1/things/events', { method: 'HEAD' })
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream'])
  expect(standings).not.toHaveBeenCalled()
  waiting.close()
})
