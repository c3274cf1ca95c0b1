import { describe, expect, it } from 'vitest'
import { type ContextChange, contextAt, NO_CONTEXT } from '#domain/session/context.ts'

const anna: ContextChange = { n: 1, effectiveFromMs: 1000, currentSpeakerId: 'anna' }
const budget: ContextChange = { n: 2, effectiveFromMs: 2000, topic: 'budget', restricted: true }
const nobody: ContextChange = { n: 3, effectiveFromMs: 3000, currentSpeakerId: null, restricted: false }

describe('the context of a moment', () => {
  it('is none before anything was said', () => {
    expect(contextAt([anna], 999)).toEqual(NO_CONTEXT)
  })

  it('holds from its own moment on, and what is not said stays', () => {
    const all = [anna, budget, nobody]
    expect(contextAt(all, 1000)).toEqual({ currentSpeakerId: 'anna', topic: null, restricted: false })
    expect(contextAt(all, 2999)).toEqual({ currentSpeakerId: 'anna', topic: 'budget', restricted: true })
    expect(contextAt(all, 3000)).toEqual({ currentSpeakerId: null, topic: 'budget', restricted: false })
  })

  it('does not depend on the order in which it was said', () => {
    for (const order of [
      [nobody, budget, anna],
      [budget, anna, nobody],
    ])
      expect(contextAt(order, 5000)).toEqual(contextAt([anna, budget, nobody], 5000))
  })

  it('of two for the same moment is the one said later', () => {
    const first = { n: 1, effectiveFromMs: 1000, topic: 'first' }
    const second = { n: 2, effectiveFromMs: 1000, topic: 'second' }
    expect(contextAt([second, first], 1000).topic).toBe('second')
  })
})
