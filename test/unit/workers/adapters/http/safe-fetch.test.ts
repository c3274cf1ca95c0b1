import { describe, expect, it } from 'vitest'
import { publicAddress, safeFetch } from '#workers/adapters/http/safe-fetch.ts'

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
