import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { copyLimit } from '#services/visual/copy/copy-limit.ts'
import { likeness } from '#services/visual/copy/likeness.ts'
import { NothingLeftToSay, writePieces } from '#services/visual/copy/write-pieces.ts'
import { CHANNELS, sampleRequest } from '../sample-request.ts'

const LINK = /https?:\/\/\S+/gu
const word = fc.oneof(
  { weight: 6, arbitrary: fc.stringMatching(/^[a-zäßçñ]{1,12}$/u) },
  { weight: 1, arbitrary: fc.stringMatching(/^[A-Za-z]{150,350}$/u) },
  { weight: 1, arbitrary: fc.constantFrom('👩‍👩‍👧‍👦', '🇪🇺', 'é̂', 'Ω', '東京で会いましょう', 'наука', '50%', 'C++') },
  { weight: 1, arbitrary: fc.stringMatching(/^https:\/\/[a-z]{3,20}\.example\/[a-z0-9?=.&]{1,120}[a-z]$/u) },
)
const prose = fc
  .array(fc.tuple(word, fc.constantFrom(' ', ' ', ' ', ', ', '. ', '! ', '\n')), { minLength: 1, maxLength: 220 })
  .map(pairs => pairs.flat().join(''))
const strategy = fc.record({ message: prose, hooks: prose.map(text => [{ style: 'question', text }]), audience: prose })

describe('writePieces', () => {
  it('keeps every text within the limit of its channel, whatever the strategy says', () => {
    fc.assert(
      fc.property(strategy, changes => {
        for (const { channel, text } of writePieces(sampleRequest({ strategy: changes }))) {
          const limit = copyLimit(channel)
          expect(limit.lengthOf(text)).toBeLessThanOrEqual(limit.max)
          expect(text.trim()).not.toBe('')
          expect(text.isWellFormed()).toBe(true)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('never cuts a word, a grapheme or a link', () => {
    fc.assert(
      fc.property(strategy, changes => {
        const request = sampleRequest({ strategy: changes })
        const source = [changes.message, changes.hooks[0]?.text ?? ''].join('\n').normalize('NFC')
        const links = new Set((source.match(LINK) ?? []).flatMap(bare))
        const wholes = new Set(unspaced(source).flatMap(bare))
        for (const { text } of writePieces(request)) {
          for (const link of text.match(LINK) ?? []) expect(links).toContain(bare(link)[0])
          const [shortened] = text.match(/\S+(?=…)/u) ?? []
          if (shortened !== undefined && !HAN.test(shortened)) expect(wholes).toContain(bare(shortened)[0])
        }
      }),
      { numRuns: 60 },
    )
  })

  it('writes the same texts for the same request', () => {
    expect(writePieces(sampleRequest())).toEqual(writePieces(sampleRequest()))
  })

  it('gives no two channels nearly the same text, even without angles', () => {
    const channels = CHANNELS.map(({ platform, account }) => ({
      channel: `${platform}:${account}`,
      angle: 'Same for all',
    }))
    const texts = writePieces(sampleRequest({ strategy: { channels } })).map(piece => piece.text)
    for (const [index, text] of texts.entries()) {
      for (const other of texts.slice(index + 1)) expect(likeness(text, other)).toBeLessThan(0.8)
    }
  })

  it('tells two accounts of one platform apart even when there is one sentence to say', () => {
    const only = 'w'.repeat(10).concat(' word'.repeat(52)).concat('.')
    const pieces = writePieces(
      sampleRequest({
        brief: { product: undefined, locale: 'ja' },
        strategy: {
          message: only,
          hooks: [{ style: 'story', text: only }],
          audience: only,
          channels: [{ channel: 'TWITTER:x', angle: only }],
        },
        channels: [
          { platform: 'TWITTER', account: 'one' },
          { platform: 'TWITTER', account: 'two' },
        ],
      }),
    )
    expect(new Set(pieces.map(piece => piece.text)).size).toBe(2)
  })

  it('opens with the first hook of the strategy, for that is the one which is learned about', () => {
    const hooks = [
      { style: 'number', text: 'Four hours a month go up in steam.' },
      { style: 'story', text: 'Once there was a kettle.' },
    ]
    for (const { text } of writePieces(sampleRequest({ strategy: { hooks } }))) {
      expect(text.startsWith('Four hours a month')).toBe(true)
      expect(text).not.toContain('Once there was')
    }
  })

  it('carries the angle of its own channel and of no other', () => {
    for (const { channel, text } of writePieces(sampleRequest())) {
      expect(text).toContain(`What readers of ${channel.platform} ask ${channel.account} first.`)
    }
  })

  it('turns the strategist’s instruction into a sentence for readers', () => {
    const channels = [{ channel: 'MOCK:demo', angle: 'Lead with the time a team saves' }]
    const [piece] = writePieces(
      sampleRequest({ strategy: { channels }, channels: [{ platform: 'MOCK', account: 'demo' }] }),
    )
    expect(piece?.text).toContain('The time a team saves.')
    expect(piece?.text).not.toContain('Lead with')
  })

  it('writes its own words in the language of the brief', () => {
    const [piece] = writePieces(
      sampleRequest({
        brief: { locale: 'de-AT', product: 'Kessel' },
        channels: [{ platform: 'MOCK', account: 'demo' }],
      }),
    )
    expect(piece?.text).toMatch(/kennenlernen|ausprobieren|lohnt sich|Wir antworten/u)
  })

  it('drops sentences with forbidden words and carries what is demanded', () => {
    const pieces = writePieces(
      sampleRequest({
        brief: {
          guardrails: ['Never say "guaranteed" or use exclamation marks', 'Avoid the words cheap and free'],
          constraints: ['Always include #ad', 'Link to https://kettle.example/try'],
        },
        strategy: { message: 'Tea in time! Results are guaranteed. It is cheap. It brews on its own.' },
      }),
    )
    for (const { text } of pieces) {
      expect(text).not.toMatch(/guaranteed|cheap|!/iu)
      expect(text).toContain('#ad')
      expect(text).toContain('https://kettle.example/try')
    }
    expect(pieces.some(({ text }) => text.includes('It brews on its own.'))).toBe(true)
  })

  it('keeps a house limit that is shorter than the platform’s', () => {
    for (const { text } of writePieces(sampleRequest({ brief: { guardrails: ['At most 90 characters'] } }))) {
      expect([...text].length).toBeLessThanOrEqual(90)
    }
  })

  it('names the channel for which the guardrails leave nothing to say', () => {
    const brief = { objective: 'tea', product: undefined, locale: 'ja', guardrails: ['Never say "tea"'] }
    const strategy = {
      objective: 'tea',
      message: 'tea',
      hooks: [{ style: 'story', text: 'Tea.' }],
      channels: [{ channel: 'X:y', angle: 'tea' }],
    }
    expect(() => writePieces(sampleRequest({ brief, strategy }))).toThrow(NothingLeftToSay)
  })
})

const HAN = /[\p{Script=Han}\p{Script=Hiragana}]/u

function unspaced(text: string): string[] {
  return text.split(/\s+/u)
}

function bare(token: string): string[] {
  return [token.replace(/[\s.,;:!–—…-]+$/u, '')]
}
