import { describe, expect, it } from 'vitest'
import { keyInStore } from '#workers/adapters/media/key-in-store.ts'

const store = { S3_ENDPOINT: 'http://127.0.0.1:9000/', S3_BUCKET: 'mandate' }
const key = (url: string) => keyInStore(store, url)

describe('an address in our own store', () => {
  it('is a key there', () => {
    expect(key('http://127.0.0.1:9000/mandate/media/a/b%20c.png')).toBe('media/a/b c.png')
  })

  it.each([
    'http://127.0.0.1:9000/mandate/sessions/1/chunk',
    'http://127.0.0.1:9000/mandate/',
    'http://127.0.0.1:9000/mandate/media/../sessions/1/chunk',
    'http://127.0.0.1:9000/mandate/media/%2e%2e/sessions/1/chunk',
    'http://127.0.0.1:9000/mandate/media/..%2fsessions/1/chunk',
  ])('that is no medium is refused: %s', url => {
    expect(() => key(url)).toThrow('not a medium')
  })

  it.each([
    'http://127.0.0.1:9000/mandate-audit/media/a',
    'http://127.0.0.1:9001/mandate/media/a',
    'https://127.0.0.1:9000/mandate/media/a',
    'http://127.0.0.1:9000/mandate/media/../../other/a',
    'http://127.0.0.1:9000@evil.example/mandate/media/a',
  ])('is only what lies in our bucket: %s', url => {
    expect(key(url)).toBeUndefined()
  })
})
