import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { describe, expect, it, onTestFinished } from 'vitest'
import { pinnedFetch, publicAddress, safeFetch } from '#workers/adapters/http/safe-fetch.ts'

const options = { timeoutMs: 1000, maxBytes: 1000, signal: new AbortController().signal }

const INNER = [
  '127.0.0.1',
  '127.255.255.254',
  '0.0.0.0',
  '10.0.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '240.0.0.1',
  '::',
  '::1',
  'fe80::1',
  'fc00::1',
  'fd12:3456::1',
  'ff02::1',
  '::ffff:127.0.0.1',
  '::ffff:10.0.0.1',
  '::ffff:a9fe:a9fe',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
]

describe('an address that is not public', () => {
  it.each(INNER)('%s is refused', async address => {
    await expect(publicAddress(address)).rejects.toThrow(/inner address/)
  })

  it.each(['localhost', 'ip6-localhost'].slice(0, 1))('%s is refused for what it resolves to', async host => {
    await expect(publicAddress(host)).rejects.toThrow(/inner address/)
  })

  it.each([
    'http://127.0.0.1:1/a',
    'http://[::1]/',
    'http://[::ffff:7f00:1]/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
  ])('%s is not fetched', async address => {
    await expect(safeFetch(address, options)).rejects.toThrow(/inner address/)
  })

  it.each(['8.8.8.8', '2001:4860:4860::8888', '1.1.1.1'])('%s is public', async address => {
    expect(await publicAddress(address)).toBe(address)
  })
})

describe('an address of a kind that is not fetched', () => {
  it.each(['file:///etc/passwd', 'ftp://example.org/', 'gopher://example.org/', 'data:text/plain,x'])(
    '%s',
    async address => {
      await expect(safeFetch(address, options)).rejects.toThrow(/is not fetched/)
    },
  )

  it('with credentials', async () => {
    await expect(safeFetch('http://ann:secret@example.org/', options)).rejects.toThrow(/credentials/)
  })
})

describe('a fetch from the checked address', () => {
  /** Of a host that DNS does not know, so that only the pinned address can have answered. */
  async function fetched(answer: RequestListener, more: Partial<typeof options> = {}): Promise<string> {
    const server = createServer(answer)
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => {
      server.closeAllConnections()
      server.close()
    })
    const { port } = server.address() as AddressInfo
    const url = new URL(`http://pictures.invalid:${port}/a.png`)
    const chunks: Uint8Array[] = []
    for await (const chunk of await pinnedFetch(url, '127.0.0.1', { ...options, ...more })) chunks.push(chunk)
    return Buffer.concat(chunks).toString()
  }

  it('gives the bytes, asked for under the host’s own name', async () => {
    expect(await fetched((request, response) => response.end(request.headers.host))).toMatch(/^pictures\.invalid:/)
  })

  it('follows no redirect, wherever it leads', async () => {
    let asked = 0
    const redirect: RequestListener = (_, response) => {
      asked++
      response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end('elsewhere')
    }
    await expect(fetched(redirect)).rejects.toThrow('answered 302')
    expect(asked).toBe(1)
  })

  it('ends at the limit of bytes, whatever the length was said to be', async () => {
    const endless: RequestListener = (_, response) => {
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(400)));
        if (!response.destroyed) response.once('drain', more)
      }
      more()
    }
    await expect(fetched(endless)).rejects.toThrow('over 1000 bytes')
    expect(await fetched((_, response) => response.end('x'.repeat(1000)))).toHaveLength(1000)
    const unpacked: RequestListener = (_, response) => {
      response.setHeader('content-encoding', 'gzip')
      response.end(gzipSync('x'.repeat(1_000_000)))
    }
    await expect(fetched(unpacked)).rejects.toThrow('over 1000 bytes')
  })

  it('ends at the deadline, in the middle of the bytes too', async () => {
    await expect(fetched((_, response) => response.write('begun'), { timeoutMs: 100 })).rejects.toThrow(/time/i)
    await expect(fetched(() => undefined, { timeoutMs: 100 })).rejects.toThrow(/time/i)
  })
})
