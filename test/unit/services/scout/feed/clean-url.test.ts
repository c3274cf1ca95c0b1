import { describe, expect, test } from 'vitest'
import { cleanUrl, urlKey } from '#services/scout/feed/clean-url.ts'

test.each([
  ['https://a.example/x?utm_source=rss&id=7&fbclid=abc', 'https://a.example/x?id=7'],
  ['https://a.example/x?source=rss', 'https://a.example/x'],
  ['https://user:pass@a.example/x', 'https://a.example/x'],
  ['HTTPS://A.Example:443/x', 'https://a.example/x'],
  ['https://a.example/x#xtor=RSS-1', 'https://a.example/x'],
  ['https://a.example/log#v2', 'https://a.example/log#v2'],
  ['/x', 'https://base.example/x'],
  ['javascript:alert(1)', undefined],
  [`https://a.example/${'x'.repeat(5000)}`, undefined],
])('%s is shown as %s', (link, expected) => expect(cleanUrl(link, 'https://base.example/feed')).toBe(expected))

describe('two links lead to one page', () => {
  test.each([
    ['http and https', 'http://a.example/x', 'https://a.example/x', true],
    ['with and without www', 'https://www.a.example/x', 'https://a.example/x', true],
    ['a slash at the end', 'https://a.example/x/', 'https://a.example/x', true],
    ['parameters in another order', 'https://a.example/x?b=2&a=1', 'https://a.example/x?a=1&b=2', true],
    ['other parameters', 'https://a.example/x?id=1', 'https://a.example/x?id=2', false],
    ['other sections', 'https://a.example/x#v1', 'https://a.example/x#v2', false],
  ])('%s', (_, a, b, same) => expect(urlKey(a) === urlKey(b)).toBe(same))

  test('a front page, which all items of some feeds link to, tells nothing', () => {
    expect(urlKey('https://a.example/')).toBeUndefined()
  })
})
