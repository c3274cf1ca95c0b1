import fc from 'fast-check'
import { expect, it } from 'vitest'
import { postMetrics } from '#services/emulators/mock/post-metrics.ts'
import type { Published } from '#services/emulators/published-log.ts'

const RECEIVED = new Date('2026-03-01T10:00:00Z')
const post = (id: string, more: Partial<Published> = {}): Published => ({
  id,
  account: 'demo',
  text: 'Read this',
  media: [],
  received_at: RECEIVED.toISOString(),
  ...more,
})
const after = (seconds: number) => new Date(RECEIVED.getTime() + seconds * 1000)

it('no figure ever falls, and no more is spent than was given', () => {
  fc.assert(
    fc.property(
      fc.uuid(),
      fc.nat(1_000_000),
      fc.nat(1_000_000),
      fc.nat(1_000_000),
      (id, seconds, more, budget_minor) => {
        const paid = post(id, { budget_minor })
        const young = postMetrics(paid, after(seconds))
        const old = postMetrics(paid, after(seconds + more))
        expect(old.impressions).toBeGreaterThanOrEqual(young.impressions)
        for (const name of ['likes', 'comments', 'shares', 'clicks', 'spend_minor'] as const) {
          expect(old[name]).toBeGreaterThanOrEqual(young[name])
          if (name !== 'spend_minor') expect(old[name]).toBeLessThanOrEqual(old.impressions)
        }
        expect(old.spend_minor).toBeLessThanOrEqual(budget_minor)
      },
    ),
  )
})

it('everybody who asks at the same age is told the same, from nothing at birth', () => {
  expect(postMetrics(post('p1'), after(30))).toEqual(postMetrics(post('p1'), after(30)))
  expect(postMetrics(post('p1'), after(0))).toMatchObject({ impressions: 0, clicks: 0, spend_minor: 0 })
  expect(postMetrics(post('p1'), after(30)).impressions).toBeGreaterThan(100)
})

it('a picture and an opening question help, so that there is something to learn', () => {
  const plain = postMetrics(post('p1'), after(600)).impressions
  expect(postMetrics(post('p1', { text: 'Did you know?' }), after(600)).impressions).toBeGreaterThan(plain)
  expect(postMetrics(post('p1', { media: [{ url: 'u' }] }), after(600)).impressions).toBeGreaterThan(plain)
})
