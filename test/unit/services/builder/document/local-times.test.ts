import { expect, it } from 'vitest'
import { localTimes } from '#services/builder/document/local-times.ts'
import { sampleSession } from '../sample-session.ts'

function times(client_timezone: string, started_at: string, ended_at: string, locale = 'en-GB') {
  const session = sampleSession()
  return localTimes({ ...session, client_timezone, locale, session: { ...session.session, started_at, ended_at } })
}

it('goes by summer time in summer and by winter time in winter', () => {
  expect(times('Europe/Madrid', '2026-07-01T08:00:00Z', '2026-07-01T09:00:00Z')).toMatchObject({
    start: '10:00',
    zone: 'Europe/Madrid (GMT+2)',
  })
  expect(times('Europe/Madrid', '2026-01-01T08:00:00Z', '2026-01-01T09:00:00Z')).toMatchObject({
    start: '09:00',
    zone: 'Europe/Madrid (GMT+1)',
  })
})

it('names the offset of each hour when the clocks were changed, for one of them came twice', () => {
  const { start, end, zone, clock } = times('Europe/Madrid', '2026-10-24T23:30:00Z', '2026-10-25T02:30:00Z')
  expect([start, end, zone]).toEqual(['01:30 GMT+2', '03:30 GMT+1', 'Europe/Madrid (GMT+2 → GMT+1)'])
  expect([clock('2026-10-25T00:15:00Z'), clock('2026-10-25T01:15:00Z')]).toEqual(['02:15 GMT+2', '02:15 GMT+1'])
})

it('dates a session by the client’s calendar, over midnight as a range, in the client’s language', () => {
  expect(times('Pacific/Auckland', '2026-03-02T12:00:00Z', '2026-03-02T13:00:00Z').date).toBe('3 March 2026')
  expect(times('Europe/Madrid', '2026-03-02T22:00:00Z', '2026-03-03T01:00:00Z').date).toMatch(/^2\s–\s3 March 2026$/u)
  expect(times('Europe/Madrid', '2026-03-02T12:00:00Z', '2026-03-02T13:00:00Z', 'es').date).toBe('2 de marzo de 2026')
})
