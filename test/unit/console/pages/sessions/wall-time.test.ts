// Times that people type as the wall of the meeting shows them.
import { describe, expect, it } from 'vitest'
import { onWall, wallTime } from '#console/pages/sessions/wall-time.ts'

describe('a time of the meeting’s wall', () => {
  it.each([
    ['2026-07-01T10:04:05', 'Europe/Madrid', '2026-07-01T08:04:05.000Z'],
    ['2026-11-20T10:04', 'Europe/Madrid', '2026-11-20T09:04:00.000Z'],
    ['2026-11-20T00:30:00', 'Pacific/Kiritimati', '2026-11-19T10:30:00.000Z'],
    ['2026-11-20T23:30:00', 'Pacific/Niue', '2026-11-21T10:30:00.000Z'],
    ['2026-03-29T03:30:00', 'Europe/Madrid', '2026-03-29T01:30:00.000Z'],
  ])('%s in %s is %s', (wall, zone, at) => {
    expect(wallTime(wall, zone)).toBe(at)
    expect(onWall(at, zone).slice(0, wall.length)).toBe(wall)
  })

  it('is the first of an hour that comes twice', () => {
    expect(wallTime('2026-10-25T02:30:00', 'Europe/Madrid')).toBe('2026-10-25T00:30:00.000Z')
  })

  it('is nothing where it is no time', () => {
    expect(wallTime('tomorrow', 'UTC')).toBeUndefined()
    expect(wallTime('2026-13-40T10:00', 'UTC')).toBeUndefined()
  })
})
