import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createBoundedFetch } from '#services/scout/sources/create-bounded-fetch.ts'
import { type Answer, type FeedServer, send, startFeedServer } from '../feed-server.ts'

const fetch = createBoundedFetch({ maxBytes: 10_000 })
let server: FeedServer
beforeAll(async () => {
  server = await startFeedServer()
})
afterAll(async () => {
  await fetch.close()
  await server.close()
})

const get = (path: string, timeoutMs = 3000) => fetch.get(`${server.url}${path}`, {}, AbortSignal.timeout(timeoutMs))

const cutShort: Answer = (request, response) => {
  response.writeHead(200, { 'content-length': '100' }).write('short', () => request.socket.destroy())
}

test('compressed answers are unpacked', async () => {
  server.answers = { '/': send(gzipSync('hello'), { 'content-encoding': 'gzip' }) }
  expect(Buffer.from((await get('/')).bytes).toString()).toBe('hello')
})

test('credentials in the address become a header', async () => {
  server.answers = { '/': (request, response) => response.end(request.headers.authorization) }
  const { bytes } = await fetch.get(server.url.replace('//', '//us%40er:pass@'), {}, AbortSignal.timeout(3000))
  expect(Buffer.from(bytes).toString()).toBe(`Basic ${Buffer.from('us@er:pass').toString('base64')}`)
})

test('redirects on the same host are followed', async () => {
  server.answers = { '/a': send('', { location: '/b' }, 301), '/b': send('there') }
  expect(await get('/a')).toMatchObject({ status: 200, url: `${server.url}/b` })
})

describe('what has no end is ended, by name', () => {
  test.each([
    ['a body past the limit', send('x'.repeat(20_000)), 'TOO_LARGE'],
    [
      'a small body that unpacks past the limit',
      send(gzipSync('x'.repeat(5_000_000)), { 'content-encoding': 'gzip' }),
      'TOO_LARGE',
    ],
    ['a redirect in circles', send('', { location: '/' }, 302), 'REDIRECT_REFUSED'],
    ['a redirect to a file', send('', { location: 'file:///etc/passwd' }, 302), 'REDIRECT_REFUSED'],
    ['a redirect to a private address', send('', { location: 'http://10.0.0.1/' }, 302), 'REDIRECT_REFUSED'],
    [
      'a redirect to the metadata service',
      send('', { location: 'http://169.254.169.254/latest' }, 302),
      'REDIRECT_REFUSED',
    ],
    [
      'a redirect to a private address in IPv6 clothes',
      send('', { location: 'http://[::ffff:10.0.0.1]/' }, 302),
      'REDIRECT_REFUSED',
    ],
    ['a redirect to a name of a private address', send('', { location: 'http://localhost/' }, 302), 'REDIRECT_REFUSED'],
    ['a dropped connection', (request: { socket: { destroy(): void } }) => request.socket.destroy(), 'UNREACHABLE'],
    ['a body cut short', cutShort, 'UNREACHABLE'],
    ['bytes that are no gzip', send('plain', { 'content-encoding': 'gzip' }), 'UNREACHABLE'],
  ] as const)('%s', async (_, answer, code) => {
    server.answers = { '/': answer }
    await expect(get('/')).rejects.toMatchObject({ name: 'FeedRefused', code })
  })

  test.each([
    ['no answer at all', () => undefined],
    ['a body that drips', (_: unknown, response: { write(text: string): void }) => response.write('x')],
  ])('%s', async (_, answer) => {
    server.answers = { '/': answer }
    await expect(get('/', 150)).rejects.toMatchObject({ code: 'TIMEOUT' })
  })

  test('nobody listening', async () => {
    await expect(fetch.get('http://127.0.0.1:1/', {}, AbortSignal.timeout(3000))).rejects.toMatchObject({
      code: 'UNREACHABLE',
    })
  })
})
