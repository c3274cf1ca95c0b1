// A guardrail becomes the checks that it says, or asks for a human eye: never neither.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseGuardrail } from '#services/analyst/audits/parse-guardrail.ts'
import { anyText } from '#test/support/any-text.ts'

const forbid = (...texts: string[]) => ({ kind: 'forbid_text', texts })
const require = (...texts: string[]) => ({ kind: 'require_text', texts })
const kind = (what: string) => ({ kind: 'forbid_kind', what })
const atMost = (count: number, unit = 'characters') => ({ kind: 'max_length', count, unit })

describe('parseGuardrail', () => {
  it.each([
    ['no discounts', [kind('discounts')]],
    ['No discounts, no emojis and no prices!', [kind('discounts'), kind('emoji'), kind('prices')]],
    ['Avoid exclamation marks and hashtags.', [kind('exclamations'), kind('hashtags')]],
    ['Do not mention prices', [kind('prices')]],
    ['never mention competitors: Contoso, Fabrikam Outdoor', [forbid('Contoso', 'Fabrikam Outdoor')]],
    ['do not mention our competitors (Contoso and Fabrikam)', [forbid('Contoso', 'Fabrikam')]],
    ['No mention of Contoso or Fabrikam', [forbid('Contoso', 'Fabrikam')]],
    ['do not use the word cheap', [forbid('cheap')]],
    ['avoid the words: cheap, budget and "low cost"', [forbid('cheap', 'budget', 'low cost')]],
    ['Do not use: cheap, free', [forbid('cheap', 'free')]],
    ['never say cheap', [forbid('cheap')]],
    ['no "free"', [forbid('free')]],
    ['never say "best, ever"', [forbid('best, ever')]],
    ['always include "#ad"', [require('#ad')]],
    ['always mention Acme', [require('Acme')]],
    ['max. 200 characters', [atMost(200)]],
    ['keep texts under 40 words', [atMost(40, 'words')]],
    ['No discounts. Never mention "Contoso".', [kind('discounts'), forbid('Contoso')]],
    ['sin descuentos ni precios', [kind('discounts'), kind('prices')]],
    ['nunca menciones a la competencia: Contoso y Fabrikam', [forbid('Contoso', 'Fabrikam')]],
    ['no usar la palabra barato', [forbid('barato')]],
    ['máximo 200 caracteres', [atMost(200)]],
    ['Keine Rabatte und keine Emojis', [kind('discounts'), kind('emoji')]],
    ['Contoso nie erwähnen', [forbid('Contoso')]],
    ['Das Wort „billig“ vermeiden', [forbid('billig')]],
    ['Konkurrenten nie nennen: Contoso, Fabrikam', [forbid('Contoso', 'Fabrikam')]],
    ['höchstens 200 Zeichen', [atMost(200)]],
  ])('reads “%s” wholly', (source, checks) => {
    expect(parseGuardrail(source)).toEqual({ source, checks, needsHuman: false })
  })

  it.each([
    'use a formal tone',
    'no politics',
    'never mention politics',
    'Never compare us with Contoso',
    'Do not promise anything',
    'no discounts or politics',
    'no links except to our shop',
    'Never offer discounts above 20%',
    'do not use phrases that sound cheap',
    'always mention the free returns',
    'Don’t mention competitors',
    'No more than 3 hashtags',
    '???',
    '',
  ])('asks for a human eye for “%s”', source => {
    expect(parseGuardrail(source).needsHuman).toBe(true)
  })

  it('never takes any text for nothing: it yields a check or asks for a human eye', () => {
    const words = fc.constantFrom(
      'no',
      'never',
      'mention',
      'use',
      'the word',
      'discounts',
      ',',
      'and',
      '"',
      ':',
      'kein',
      'sin',
      'Wort',
      'X',
      '5',
      'characters',
      '.',
      '!',
    )
    const texts = fc.oneof(
      anyText(),
      fc.array(words).map(parts => parts.join(' ')),
    )
    fc.assert(
      fc.property(texts, source => {
        const { checks, needsHuman } = parseGuardrail(source)
        expect(needsHuman || checks.length > 0).toBe(true)
      }),
      { examples: [['no the word :']] },
    )
  })
})
