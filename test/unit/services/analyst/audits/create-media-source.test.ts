// Media is fetched from where we may, in the bounds we set, and from nowhere else.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMediaSource } from '#services/analyst/audits/media/create-media-source.ts'

let server: Server
let origin: string
const hits: string[] = []

beforeAll(async () => {
  server = createServer((request, response) => {
    hits.push(request.url ?? '')
    if (request.url === '/moved') return response.writeHead(302, { location: '/picture' }).end()
    if (request.url === '/gone') return response.writeHead(404).end()
    if (request.url === '/down') return response.writeHead(503).end()
    if (request.url === '/slow') return
    response.end('x'.repeat(request.url === '/large' ? 5000 : 10))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(async () => {
  server.closeAllConnections()
  await new Promise(resolve => server.close(resolve))
})

async function read(url: string, storeOrigin: string | null) {
  const source = createMediaSource({ storeOrigin, timeoutMs: 300, maxBytes: 1000 })
  try {
    return await source.read(url, AbortSignal.timeout(5000))
  } finally {
    await source.close()
  }
}

describe('the media source', () => {
  it('reads from the configured object store, though it lies on an inner address', async () => {
    expect(await read(`${origin}/picture`, origin)).toMatchObject({ status: 'read' })
  })

  it.each(['/moved', '/gone'])('reports %s of the store as failed, following nothing', async path => {
    expect(await read(`${origin}${path}`, origin)).toMatchObject({ status: 'failed' })
  })

  it('stops at the byte limit', async () => {
    expect(await read(`${origin}/large`, origin)).toEqual({ status: 'failed', reason: 'larger than 1000 bytes' })
  })

  it.each(['/down', '/slow'])('makes a store that is %s a 503, for that says nothing of the media', async path => {
    await expect(read(`${origin}${path}`, origin)).rejects.toMatchObject({
      status: 503,
      code: 'OBJECT_STORE_UNAVAILABLE',
    })
  })

  it('never asks an inner address that is not the store, however it is written', async () => {
    const port = new URL(origin).port
    const before = hits.length
    const inner = [
      '127.0.0.1',
      'localhost',
      '2130706433',
      '0x7f.1',
      '127.1',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '169.254.169.254',
      '10.0.0.1',
      '0.0.0.0',
      '[fd00::1]',
      '100.64.0.1',
    ]
    for (const host of inner) {
      expect(await read(`http://${host}:${port}/picture`, 'http://127.0.0.1:1'), host).toMatchObject({
        status: 'refused',
      })
    }
    for (const url of ['file:///etc/passwd', 'ftp://acme.com/x', 'nonsense', 'http://user:pw@acme.com/x']) {
      expect(await read(url, null), url).toMatchObject({ status: 'refused' })
    }
    expect(hits.length).toBe(before)
  })
})
