// Webhooks lead to public addresses only, whatever a name says, unless an operator names the host.
import { describe, expect, it } from 'vitest'
import { receiverAddress } from '#queues/webhook/receiver-address.ts'

const STRICT = { allowHttp: false, allowedHosts: [] }
const dns =
  (...addresses: string[]) =>
  async () =>
    addresses.map(address => ({ address }))
const ask = (url: string, rules = {}, lookup = dns('93.184.215.14')) =>
  receiverAddress(new URL(url), { ...STRICT, ...rules }, lookup)

describe('refused is', () => {
  it.each([
    'https://127.0.0.1/',
    'https://10.1.2.3/',
    'https://169.254.169.254/latest/meta-data',
    'https://192.168.1.1/',
    'https://0.0.0.0/',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://[fd00::1]/',
    'https://[fe80::1]/',
    'https://[64:ff9b::a00:1]/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://100.64.0.1/',
  ])('%s', async url => {
    await expect(ask(url)).rejects.toMatchObject({ reason: 'INNER_ADDRESS' })
  })

  it('a name of which one address is inner, even if others are public', async () => {
    const lookup = dns('93.184.215.14', '10.0.0.7')
    await expect(ask('https://hooks.example.com/', {}, lookup)).rejects.toMatchObject({ reason: 'INNER_ADDRESS' })
  })

  it('http, unless it is allowed', async () => {
    await expect(ask('http://hooks.example.com/')).rejects.toMatchObject({ reason: 'NOT_ALLOWED' })
    await expect(ask('http://hooks.example.com/', { allowHttp: true })).resolves.toBe('93.184.215.14')
  })

  it('a name without an address', async () => {
    await expect(ask('https://hooks.example.com/', {}, dns())).rejects.toMatchObject({ reason: 'UNRESOLVED' })
    const broken = () => Promise.reject(new Error('ENOTFOUND'))
    await expect(ask('https://hooks.example.com/', {}, broken)).rejects.toMatchObject({ reason: 'UNRESOLVED' })
  })
})

describe('allowed is', () => {
  const rules = { allowedHosts: ['hooks.internal', '127.0.0.1:8080', '[::1]:9000'] }

  it.each([
    ['http://hooks.internal:99/', '10.0.0.1'],
    ['http://127.0.0.1:8080/x', '127.0.0.1'],
    ['http://[::1]:9000/x', '::1'],
  ])('%s, which an operator names', async (url, address) => {
    await expect(ask(url, rules, dns('10.0.0.1'))).resolves.toBe(address)
  })

  it.each(['http://127.0.0.1:8081/', 'https://127.0.0.1/', 'https://x.hooks.internal/', 'https://[::1]/'])(
    'not %s beside it',
    async url => {
      await expect(ask(url, rules, dns('10.0.0.1'))).rejects.toThrow()
    },
  )
})
