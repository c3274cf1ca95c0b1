import { describe, expect, it } from 'vitest'
import { differences } from '#console/pages/inbox/compare/differences.ts'
import { wordDiff } from '#console/pages/inbox/compare/word-diff.ts'

describe('what changed between two contents', () => {
  const before = {
    account: 'acme',
    payload: { content_text: 'Come on Friday', media_urls: ['https://a.example/1'] },
    media_sha256: ['aa'],
  }

  it('is named member by member, and nothing that stayed', () => {
    const after = { ...before, payload: { ...before.payload, content_text: 'Come on Monday', budget_bid: 5 } }
    expect(differences(before, after)).toEqual([
      { what: 'Text', before: 'Come on Friday', after: 'Come on Monday' },
      { what: 'Budget', before: '', after: '5' },
    ])
    expect(differences(before, structuredClone(before))).toEqual([])
  })

  it('counts other bytes behind the same address as a change', () => {
    expect(differences(before, { ...before, media_sha256: ['bb'] })).toEqual([
      { what: 'Bytes of the media (SHA-256)', before: 'aa', after: 'bb' },
    ])
    expect(differences(before, { ...before, media_sha256: null })).toEqual([])
  })

  it('shows words taken out and put in, and never markup', () => {
    const shown = String(wordDiff('Come on Friday', 'Come on <b>Monday</b>'))
    expect(shown).toContain('<del>Friday</del>')
    expect(shown).toContain('&lt;b&gt;Monday')
    expect(shown).toContain('Come on ')
  })

  it('shows both whole where comparing would take too long', () => {
    const text = (seed: number) => Array.from({ length: 30_000 }, (_, n) => ((n * seed) % 9973).toString(36)).join(' ')
    const [old, now] = [text(7), text(11)]
    const shown = String(wordDiff(old, now))
    expect(shown).toContain('<del>')
    expect(shown.length).toBeGreaterThan(now.length)
  })
})
