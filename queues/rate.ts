// A rate as settings write it: `count/seconds`.
import { z } from 'zod'

export interface Rate {
  count: number
  seconds: number
}

export const Rate = z
  .string()
  .regex(/^[1-9]\d{0,9}\/[1-9]\d{0,4}$/, 'must be count/seconds, such as 600/60')
  .transform((value): Rate => {
    const [count, seconds] = value.split('/').map(Number)
    return { count: count ?? 0, seconds: seconds ?? 0 }
  })
