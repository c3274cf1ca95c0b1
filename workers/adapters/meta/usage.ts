// The usage headers of the Graph API: how much of its windows is used, and when there is access again.
import { z } from 'zod'
import type { Allowance } from '#domain/ports/platform.ts'
import type { Answer } from '../http/connect-once.ts'

export interface Usage {
  /** The highest of all percentages that were told; 100 is where Meta stops. */
  percent: number
  /** Until access is regained, where a header says so. */
  regainInMs?: number
}

/** @returns undefined when no header tells: they do not come with every answer */
export function usageOf({ headers }: Pick<Answer, 'headers'>): Usage | undefined {
  const told = READERS.flatMap(([name, read]) => read(parsedHeader(headers[name])))
  if (told.length === 0) return undefined
  const regainInMs = Math.max(0, ...told.map(usage => usage.regainInMs ?? 0))
  return {
    percent: Math.max(...told.map(({ percent }) => percent)),
    // More than a day is nothing that Meta's windows know.
    ...(regainInMs > 0 && regainInMs <= DAY_MS ? { regainInMs } : {}),
  }
}

/** @param now milliseconds since 1970 */
export function allowanceOf(answer: Pick<Answer, 'headers'>, now: number): Allowance | undefined {
  const usage = usageOf(answer)
  if (usage === undefined) return undefined
  return {
    limit: 100,
    remaining: Math.max(0, 100 - Math.ceil(usage.percent)),
    resetsAtMs: now + (usage.regainInMs ?? WINDOW_MS),
  }
}

const DAY_MS = 24 * 3600_000
/** The windows slide over an hour; where they are longer, Meta says when there is access again. */
const WINDOW_MS = 3600_000

const Percent = z.number().min(0).default(0)
const Rates = z
  .object({ call_count: Percent, total_time: Percent, total_cputime: Percent })
  .transform(({ call_count, total_time, total_cputime }): Usage[] => [
    { percent: Math.max(call_count, total_time, total_cputime) },
  ])
const Business = z
  .record(
    z.string(),
    z.array(
      z
        .object({
          call_count: Percent,
          total_time: Percent,
          total_cputime: Percent,
          estimated_time_to_regain_access: z.number().min(0).default(0),
        })
        .transform(
          ({ call_count, total_time, total_cputime, estimated_time_to_regain_access: minutes }): Usage => ({
            percent: Math.max(call_count, total_time, total_cputime),
            regainInMs: minutes * 60_000,
          }),
        ),
    ),
  )
  .transform((byBusiness): Usage[] => Object.values(byBusiness).flat())
const AdAccount = z
  .object({ acc_id_util_pct: Percent, reset_time_duration: z.number().min(0).default(0) })
  .transform(({ acc_id_util_pct, reset_time_duration }): Usage[] => [
    { percent: acc_id_util_pct, regainInMs: acc_id_util_pct >= 100 ? reset_time_duration * 1000 : 0 },
  ])

/** A header that can't be read tells nothing: it is advice, and no outcome hangs on it. */
const READERS: [string, (value: unknown) => Usage[]][] = [
  ['x-app-usage', value => Rates.catch([]).parse(value)],
  ['x-page-usage', value => Rates.catch([]).parse(value)],
  ['x-business-use-case-usage', value => Business.catch([]).parse(value)],
  ['x-ad-account-usage', value => AdAccount.catch([]).parse(value)],
]

function parsedHeader(header: string | string[] | undefined): unknown {
  if (typeof header !== 'string') return undefined
  try {
    return JSON.parse(header)
  } catch {
    return undefined
  }
}
