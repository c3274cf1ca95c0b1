import { describe, expect, test } from 'vitest'
import { briefTerms } from '#services/radar/score/brief-terms.ts'
import { contentTerms } from '#services/radar/words/content-terms.ts'
import { languageOf } from '#services/radar/words/language.ts'
import { tokenise } from '#services/radar/words/tokenise.ts'

test.each([
  ['Cold-brew, now! The café’s "new" one', [['cold', 'brew'], ['now'], ['the', 'café', 's'], ['new'], ['one']]],
  ['ＦＵＬＬ width', [['full', 'width']]],
  ['コーヒーの香り', [['コーヒー', 'の', '香り']]],
  ['Привет, мир', [['привет'], ['мир']]],
  ['🙂 — …', []],
])('%s becomes words', (text, words) => expect(tokenise(text)).toEqual(words))

test.each([
  ['The price of coffee is going up', 'en'],
  ['Der Preis für Kaffee ist auf dem Weg nach oben', 'de'],
  ['El precio del café sube por la lluvia', 'es'],
  ['Le prix du café est en hausse dans le sud', 'fr'],
  ['Цены на кофе растут', 'ru'],
  ['Pour-over cone', 'en'],
] as const)('"%s" is %s', (text, language) => expect(languageOf(tokenise(text), 'en')).toBe(language))

test('endings are taken off by the rules of the language, small words leave a gap', () => {
  const stems = (text: string, language: 'en' | 'ru') =>
    contentTerms(tokenise(text)[0] ?? [], language).map(term => term?.stem)
  expect(stems('roasters of the valleys', 'en')).toEqual(['roaster', undefined, undefined, 'valley'])
  expect(stems('кофейнями', 'ru')).toEqual(stems('кофейня', 'ru'))
})

describe('a brief that asks for whatever is relevant names no term', () => {
  test.each([
    ['what is relevant now'],
    ["What's trending today?"],
    ['Was ist jetzt relevant für unsere Kunden?'],
    ['Ce qui est pertinent maintenant'],
    ['Что сейчас актуально'],
    ['!!!'],
  ])('%s', objective => {
    expect(briefTerms({ objective }, 'en')).toEqual([])
  })
})

test('a term counts once, by its heaviest field', () => {
  const terms = briefTerms({ objective: 'Sell kettles to hikers', audience: 'hikers', product: 'A kettle' }, 'en')
  expect(terms.map(({ stem, weight }) => [stem, weight])).toEqual([
    ['kettl', 1.5],
    ['hiker', 1],
  ])
})
