import { describe, expect, test } from 'vitest'
import { sentiment } from '#services/radar/score/sentiment.ts'

describe.each([
  ['en', 'The stove is excellent', 'The stove is not excellent', 'The stove is dangerous'],
  ['de', 'Der Kocher ist hervorragend', 'Der Kocher ist nicht hervorragend', 'Der Kocher ist gefährlich'],
  ['es', 'Es un producto excelente', 'No es un producto excelente', 'Un producto peligroso'],
  ['fr', 'C’est merveilleux', 'Ce n’est pas merveilleux', 'Un produit dangereux'],
  ['ru', 'Это отлично', 'Это не отлично', 'Это плохо'],
] as const)('in %s', (language, good, negated, bad) => {
  test('praise is good, its negation is not, a warning is bad', () => {
    expect(sentiment(good, language)).toBeGreaterThan(0.2)
    expect(sentiment(negated, language)).toBeLessThan(0)
    expect(sentiment(bad, language)).toBeLessThan(-0.2)
  })

  test('nothing is neither', () => expect(sentiment('', language)).toBe(0))
})

test.each([
  ['a negator behind the verb', 'Das gefällt uns nicht', -1],
  ['nobody hurt is good news', 'Niemand wurde verletzt', 1],
  ['steel is no theft', 'Eine Tasse aus Stahl', 0],
])('German: %s', (_, text, sign) => expect(Math.sign(sentiment(text, 'de'))).toBe(sign))

test('the roast of a coffee is no fire', () => expect(sentiment('Обжиг', 'ru')).toBe(0))
