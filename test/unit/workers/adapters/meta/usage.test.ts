import { expect, it } from 'vitest'
import { allowanceOf } from '#workers/adapters/meta/usage.ts'

const NOW = Date.parse('2026-03-01T10:00:00Z')
const HOUR_MS = 3600_000
const allowance = (headers: Record<string, string>) => allowanceOf({ headers }, NOW)

it.each([
  ['the app', { 'x-app-usage': '{"call_count":28,"total_time":25,"total_cputime":31}' }, 69, HOUR_MS],
  ['the page', { 'x-page-usage': '{"call_count":10.5,"total_time":1,"total_cputime":1}' }, 89, HOUR_MS],
  [
    'the business',
    {
      'x-business-use-case-usage':
        '{"1":[{"type":"pages","call_count":5,"total_cputime":1,"total_time":1,"estimated_time_to_regain_access":0}],"2":[{"type":"instagram","call_count":80,"total_cputime":1,"total_time":1,"estimated_time_to_regain_access":0}]}',
    },
    20,
    HOUR_MS,
  ],
  [
    'the business that is closed',
    { 'x-business-use-case-usage': '{"1":[{"call_count":100,"estimated_time_to_regain_access":12}]}' },
    0,
    12 * 60_000,
  ],
  ['the ad account', { 'x-ad-account-usage': '{"acc_id_util_pct":9.67,"reset_time_duration":0}' }, 90, HOUR_MS],
  [
    'the ad account at its end',
    { 'x-ad-account-usage': '{"acc_id_util_pct":100,"reset_time_duration":30}' },
    0,
    30_000,
  ],
  ['whatever is beyond its end', { 'x-app-usage': '{"call_count":130}' }, 0, HOUR_MS],
  [
    'the fullest of several',
    { 'x-app-usage': '{"call_count":3}', 'x-page-usage': '{"call_count":90}', 'x-ad-account-usage': 'nonsense' },
    10,
    HOUR_MS,
  ],
])('what is left is what %s says', (_, headers, remaining, resetsInMs) => {
  expect(allowance(headers as Record<string, string>)).toEqual({ limit: 100, remaining, resetsAtMs: NOW + resetsInMs })
})

it.each([
  ['nothing was said', {}],
  ['it is no JSON', { 'x-app-usage': '{"call' }],
  ['it is of another shape', { 'x-app-usage': '[1]', 'x-business-use-case-usage': '{"1":{"call_count":3}}' }],
  ['it is negative', { 'x-app-usage': '{"call_count":-3}' }],
])('nothing is known where %s', (_, headers) => {
  expect(allowance(headers as Record<string, string>)).toBeUndefined()
})
