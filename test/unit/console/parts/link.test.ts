import { describe, expect, it } from 'vitest'
import { link, shortAddress } from '#console/parts/link.ts'

describe('an address that somebody typed', () => {
  it.each(['javascript:alert(1)', 'data:text/html,<script>', 'JAVASCRIPT:x', '/console', 'vbscript:x', ''])(
    'is no link when it is not of the web: %s',
    address => {
      expect(String(link(address))).not.toContain('href')
    },
  )

  it('is a link that tells the other side nothing, and can not leave its attribute', () => {
    const shown = String(link('https://example.com/?a="><script>alert(1)</script>'))
    expect(shown).toContain('rel="noopener noreferrer"')
    expect(shown).not.toContain('<script>')
  })
})

it('is shown by whose it is and how it ends, and leads to all of it', () => {
  const address = `https://cdn.example.com/${'a/'.repeat(60)}picture-of-a-mountain.png`
  const shown = shortAddress(address)
  expect(shown).toMatch(/^cdn\.example\.com\/….*mountain\.png$/)
  expect(shown.length).toBeLessThan(60)
  expect(String(link(address, shown))).toContain(`href="${address}"`)
  expect(shortAddress('https://example.com/a.png')).toBe('https://example.com/a.png')
})
