import { describe, expect, it } from 'vitest'
import { applyRules } from '#services/visual/copy/apply-rules.ts'
import { readGuardrails } from '#services/visual/copy/read-guardrails.ts'

describe('readGuardrails', () => {
  it.each([
    ['Never say "guaranteed"', ['guaranteed']],
    ['Do not use the words cheap, free or “miracle cure”', ['miracle cure']],
    ['Do not use the words cheap, free or miracle', ['cheap', 'free', 'miracle']],
    ['Avoid the word cheap.', ['cheap']],
    ['Banned words: cheap, free', ['cheap', 'free']],
    ['Never mention Acme Corp', ['Acme Corp']],
    ['Nunca digas gratis', ['gratis']],
    ['Das Wort Rabattschlacht nicht verwenden', ['Rabattschlacht']],
    ['Respect the brand voice', []],
  ])('%s forbids %j', (guardrail, forbidden) => {
    expect(readGuardrails([guardrail]).forbidden).toEqual(forbidden)
  })

  it.each([
    ['Always include #ad', ['#ad']],
    ['Mention Kettle Cloud', ['Kettle Cloud']],
    ['Link to https://kettle.example/try.', ['https://kettle.example/try']],
    ['End with "Terms apply"', ['Terms apply']],
    ['Use a friendly tone', []],
    ['Use the friendly tone of our "blue" guide?', ['blue']],
    ['Talk about politics', []],
  ])('%s demands %j', (constraint, required) => {
    expect(readGuardrails([constraint]).required).toEqual(required)
  })

  it.each([
    ['No hashtags', 'hashtags'],
    ['Avoid using emoji', 'emoji'],
    ['No emoji, links or exclamation marks', 'exclamations'],
    ['Never mention prices', 'prices'],
    ['Sin enlaces', 'links'],
    ['Keine Rabatte', 'discounts'],
    ['No rhetorical questions', 'questions'],
  ] as const)('%s bans %s', (guardrail, kind) => {
    expect([...readGuardrails([guardrail]).banned]).toContain(kind)
  })

  it('reads the longest text in characters and in words', () => {
    expect(readGuardrails(['Posts at most 200 characters', 'No more than 30 words'])).toMatchObject({
      mostCharacters: 200,
      mostWords: 30,
    })
    expect(readGuardrails([])).toMatchObject({
      mostCharacters: Number.POSITIVE_INFINITY,
      mostWords: Number.POSITIVE_INFINITY,
    })
  })
})

describe('applyRules', () => {
  it.each([
    ['Never say "free"', 'It is free. It is tea.', 'It is tea.'],
    ['Never say "free"', 'Freedom tastes of tea.', 'Freedom tastes of tea.'],
    ['Never say "guarantee"', 'Guaranteed joy. Tea.', 'Tea.'],
    ['No emoji', 'Tea 🍵 time 👩‍👩‍👧', 'Tea time'],
    ['No hashtags', 'Tea #time now', 'Tea now'],
    ['No exclamation marks', '¡Tea! Really?!', 'Tea. Really?'],
    ['No prices', 'Only $5. Tea.', 'Tea.'],
    ['No discounts', 'Take 20% off. Tea.', 'Tea.'],
    ['No questions', 'Tea? See https://a.example/?q=1 now.', 'See https://a.example/?q=1 now.'],
    ['No mentions', 'Ask @someone. Tea.', 'Tea.'],
  ])('%s: %j becomes %j', (guardrail, text, allowed) => {
    expect(applyRules(text, readGuardrails([guardrail]), 'en')).toBe(allowed)
  })
})
