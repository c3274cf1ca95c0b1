import { expect, it, vi } from 'vitest'
import { z } from 'zod'
import { CredentialsRefused } from '#domain/ports/credential-source.ts'
import type { Connection, PlatformPort, SendResult } from '#domain/ports/platform.ts'
import { measuredPlatform } from '#workers/adapters/measured-platform.ts'
import type { Upstream } from '#workers/adapters/upstream/create-upstream.ts'
import { measuredUpstream } from '#workers/adapters/upstream/measured-upstream.ts'
import { BreakerOpen, UpstreamError } from '#workers/adapters/upstream/upstream-error.ts'

const call = (signal = new AbortController().signal) => ({ path: '/', reply: z.string(), trace: undefined, signal })

function upstreamThat(answer: () => Promise<unknown>) {
  const observe = vi.fn()
  const upstream = measuredUpstream('core', { call: answer } as Upstream, observe)
  return { observe, upstream }
}

it('a call is told under what it ended as, and its error goes on unchanged', async () => {
  const timeout = new UpstreamError('UPSTREAM_TIMEOUT', 'late', { retryable: true })
  const { observe, upstream } = upstreamThat(async () => Promise.reject(timeout))
  await expect(upstream.call(call())).rejects.toBe(timeout)
  expect(observe).toHaveBeenCalledWith({ upstream: 'core', outcome: 'UPSTREAM_TIMEOUT', seconds: expect.any(Number) })
  const good = upstreamThat(async () => 'yes')
  expect(await good.upstream.call(call())).toBe('yes')
  expect(good.observe).toHaveBeenCalledWith({ upstream: 'core', outcome: 'ok', seconds: expect.any(Number) })
})

it('a call that an open breaker held was not made and is not told', async () => {
  const { observe, upstream } = upstreamThat(async () => Promise.reject(new BreakerOpen('core', 100)))
  await expect(upstream.call(call())).rejects.toThrow(BreakerOpen)
  expect(observe).not.toHaveBeenCalled()
})

it('a call that we gave up is nobody else’s fault', async () => {
  const { observe, upstream } = upstreamThat(async () => Promise.reject(new Error('aborted')))
  await expect(upstream.call(call(AbortSignal.abort()))).rejects.toThrow('aborted')
  expect(observe).toHaveBeenCalledWith(expect.objectContaining({ outcome: 'ABORTED' }))
})

it('each operation of a platform is told with its outcome, the post itself on its own connection', async () => {
  const observe = vi.fn()
  const close = vi.fn()
  const sent: SendResult = { kind: 'rate_limited', untilMs: 1, httpStatus: 429 }
  const connection: Connection = { postContent: async () => sent, close }
  const platform = measuredPlatform(
    {
      name: 'MOCK',
      authenticate: async () => false,
      prepare: async () => ({ kind: 'ready' }),
      connect: async () => connection,
      probe: async () => Promise.reject(new Error('cut')),
      getMetrics: async () => Promise.reject(new CredentialsRefused('gone')),
    } as unknown as PlatformPort,
    observe,
  )
  const any = undefined as never
  await platform.authenticate(any, any)
  await platform.prepare(any, any)
  const connected = await platform.connect(any, any)
  expect(await connected.postContent(any, any, 1)).toBe(sent)
  connected.close()
  expect(close).toHaveBeenCalled()
  await expect(platform.probe(any, any, any)).rejects.toThrow('cut')
  await expect(platform.getMetrics(any, any)).rejects.toThrow('gone')
  expect(observe.mock.calls.map(([told]) => [told.platform, told.operation, told.outcome])).toEqual([
    ['MOCK', 'authenticate', 'unauthorized'],
    ['MOCK', 'prepare', 'ready'],
    ['MOCK', 'connect', 'ok'],
    ['MOCK', 'post_content', 'rate_limited'],
    ['MOCK', 'probe', 'error'],
    ['MOCK', 'get_metrics', 'unauthorized'],
  ])
})
