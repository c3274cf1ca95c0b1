import { describe, expect, it } from 'vitest'
import { isInnerAddress } from '#api/actions/inner-address.ts'

describe('inner addresses', () => {
  it.each([
    'http://127.0.0.1/',
    'http://127.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0.0.0.0/',
    'http://10.0.0.8/',
    'http://172.16.3.4/',
    'http://192.168.1.1/',
    'http://169.254.169.254/latest/meta-data',
    'http://100.64.0.1/',
    'http://[::1]/',
    'http://[::]/',
    'http://[fd00::1]/',
    'http://[fe80::1]/',
    'http://[::ffff:10.0.0.1]/',
    'http://localhost/',
    'http://LOCALHOST./',
    'http://redis/',
    'http://db.internal/',
    'http://printer.local/',
    'http://api.default.svc.cluster.local/',
    'http://224.0.0.1/',
    'http://255.255.255.255/',
  ])('%s is one', address => {
    expect(isInnerAddress(new URL(address))).toBe(true)
  })

  it.each(['https://example.com/', 'http://8.8.8.8/', 'https://[2001:4860:4860::8888]/'])('%s is none', address => {
    expect(isInnerAddress(new URL(address))).toBe(false)
  })
})
