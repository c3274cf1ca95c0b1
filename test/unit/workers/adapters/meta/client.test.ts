import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { createGraph, GraphRefusal } from '#workers/adapters/meta/client.ts'
import { never } from './prepare-world.ts'

const credentials = { accessToken: 'the-token', appSecret: 'the-secret', node: '1', appearsAs: '1' }

/** The client against a server that answers as told. */
async function clientOf(answer: (request: IncomingMessage, response: ServerResponse) => void, timeoutMs = 2000) {
  const asked: IncomingMessage[] = []
  const server = createServer((request, response) => {
    asked.push(request)
    answer(request, response)
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', () => done()))
  onTestFinished(() => {
    server.closeAllConnections()
    return new Promise<void>(done => server.close(() => done()))
  })
  const { port } = server.address() as AddressInfo // it listens on TCP
  const options = { baseUrl: `http://127.0.0.1:${port}/base/`, apiVersion: 'v26.0', timeoutMs }
  return { graph: createGraph(options, credentials, never), asked, port }
}

const Id = z.object({ id: z.string() })
const refusal = (code: number, error_subcode?: number) =>
  JSON.stringify({ error: { message: 'why', code, error_subcode } })

it('the token goes into a header and never into an address; the proof of the secret is sent along', async () => {
  const { graph, asked } = await clientOf((_, response) => response.end('{"id":"1"}'))
  await graph.get('/1', { fields: 'id' }, Id)
  await graph.post('/1/photos', { a: 1 }, Id)
  for (const { url, headers } of asked) {
    expect(url).toMatch(/^\/base\/v26\.0\/1/)
    // HMAC-SHA256 of the token under the secret.
    expect(url).toContain('appsecret_proof=f5b09c8acdb18571cae3e66edf0f48355330da5a725eb5361f27207a386398f0')
    expect(url).not.toContain('the-token')
    expect(url).not.toContain('the-secret')
    expect(headers.authorization).toBe('Bearer the-token')
  }
})

it('a list is read page by page, by its cursor and not by the address that it names', async () => {
  const { graph, asked } = await clientOf((request, response) => {
    const after = new URL(request.url ?? '', 'http://x').searchParams.get('after')
    const next = { next: 'http://elsewhere.example/?access_token=leaked' }
    response.end(
      JSON.stringify(
        after === null
          ? { data: [{ id: 'a' }, { id: 'b' }], paging: { cursors: { after: 'c1' }, ...next } }
          : { data: [{ id: after }], paging: { cursors: { after: 'c2' } } },
      ),
    )
  })
  expect(await graph.list('/1/feed', {}, Id)).toEqual([{ id: 'a' }, { id: 'b' }, { id: 'c1' }])
  expect(asked).toHaveLength(2)
})

it('a list is read no further than it has to be', async () => {
  const { graph, asked } = await clientOf((_, response) =>
    response.end('{"data":[{"id":"a"},{"id":"old"},{"id":"older"}],"paging":{"next":"x","cursors":{"after":"c"}}}'),
  )
  expect(await graph.list('/1/feed', {}, Id, ({ id }) => id === 'old')).toEqual([{ id: 'a' }])
  expect(asked).toHaveLength(1)
})

it('a list without an end is not taken for one: absence could not be told from it', async () => {
  const { graph } = await clientOf((_, response) =>
    response.end('{"data":[{"id":"a"}],"paging":{"next":"x","cursors":{"after":"c"}}}'),
  )
  await expect(graph.list('/1/feed', {}, Id)).rejects.toThrow('longer than can be read')
})

it.each([
  ['a redirect', 302, ''],
  ['a page', 200, '<html></html>'],
  ['another shape', 200, '{"id":1}'],
])('%s is no answer', async (_, status, body) => {
  const { graph } = await clientOf((_, response) =>
    response.writeHead(status, status === 302 ? { location: '/base/elsewhere' } : {}).end(body),
  )
  await expect(graph.get('/1', {}, Id)).rejects.toThrow()
})

it('nobody waits longer than it was told', async () => {
  const { graph } = await clientOf(() => undefined, 50)
  await expect(graph.get('/1', {}, Id)).rejects.toMatchObject({ name: 'TimeoutError' })
})

it('a refusal carries what it proves, and no secret', async () => {
  const { graph } = await clientOf((_, response) => response.writeHead(400).end(refusal(190)))
  const error: unknown = await graph.get('/1', {}, Id).catch(caught => caught)
  expect(error).toBeInstanceOf(GraphRefusal)
  expect(error).toMatchObject({ verdict: { kind: 'unauthorized' } })
  expect(String(error)).not.toMatch(/the-token|the-secret/)
})

it('an object that a read does not find may be there all the same; one that a write does not find refuses it', async () => {
  const { graph } = await clientOf((_, response) => response.writeHead(400).end(refusal(100, 33)))
  await expect(graph.get('/1', {}, Id)).rejects.toMatchObject({ verdict: { kind: 'unknown' } })
  await expect(graph.post('/1', {}, Id)).rejects.toMatchObject({ verdict: { kind: 'refused' } })
})
