import { describe, expect, it } from 'vitest'
import { clientTime } from '#domain/session/client-time.ts'

describe('the time on the client’s wall', () => {
  it.each([
    ['Europe/Madrid', '2026-03-29T00:59:59.999Z', '2026-03-29T01:59:59.999+01:00'],
    ['Europe/Madrid', '2026-03-29T01:00:00.000Z', '2026-03-29T03:00:00.000+02:00'],
    ['Europe/Madrid', '2026-10-25T00:30:00.000Z', '2026-10-25T02:30:00.000+02:00'],
    ['Europe/Madrid', '2026-10-25T01:30:00.000Z', '2026-10-25T02:30:00.000+01:00'],
    ['America/St_Johns', '2026-01-01T00:00:00.000Z', '2025-12-31T20:30:00.000-03:30'],
    ['Asia/Kathmandu', '2026-01-01T00:00:00.000Z', '2026-01-01T05:45:00.000+05:45'],
    ['UTC', '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000+00:00'],
  ])('in %s at %s is %s', (zone, at, wall) => {
    expect(clientTime(new Date(at), zone)).toBe(wall)
    expect(Date.parse(clientTime(new Date(at), zone))).toBe(Date.parse(at))
  })
})
