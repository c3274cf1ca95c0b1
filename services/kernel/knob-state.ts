// What has been turned at the knobs: faults and scripted replies with their turns, and the calls that came in.
import { z } from 'zod'

const turns = { times: z.int().min(1).max(1_000_000).optional(), path: z.string().startsWith('/').max(500).optional() }

export const Fault = z.discriminatedUnion('fault', [
  z.strictObject({ fault: z.literal('error_500'), ...turns }),
  z.strictObject({
    fault: z.literal('rate_limit'),
    retry_after_seconds: z.number().min(0).max(86_400).default(1),
    ...turns,
  }),
  z.strictObject({ fault: z.literal('timeout'), ...turns }),
  z.strictObject({ fault: z.literal('drop'), ...turns }),
  z.strictObject({ fault: z.literal('html'), ...turns }),
  z.strictObject({ fault: z.literal('wrong_shape'), ...turns }),
  z.strictObject({ fault: z.literal('slow'), ms: z.int().min(0).max(3_600_000), ...turns }),
])
export type Fault = z.infer<typeof Fault>

export const ScriptedReply = z.strictObject({
  match: z
    .strictObject({
      path: z.string().startsWith('/').max(500).optional(),
      sequence_id: z.union([z.int(), z.string()]).transform(String).optional(),
      sha256: z.string().toLowerCase().optional(),
    })
    .default({}),
  /** The body of the answer, as it goes out. */
  reply: z.json(),
  status: z.int().min(200).max(599).optional(),
  times: z.int().min(1).max(1_000_000).optional(),
})
export type ScriptedReply = z.infer<typeof ScriptedReply>

export interface Call {
  method: string
  path: string
  idempotency_key: string | null
  traceparent: string | null
  at: string
}

export interface KnobState {
  faults: Fault[]
  replies: ScriptedReply[]
  calls: Call[]
}

const CALLS_KEPT = 10_000

export function createKnobState(): KnobState {
  return { faults: [], replies: [], calls: [] }
}

/** A ring: the oldest calls are forgotten, never the newest. */
export function noteCall(state: KnobState, call: Call): void {
  state.calls.push(call)
  if (state.calls.length > CALLS_KEPT) state.calls.splice(0, state.calls.length - CALLS_KEPT)
}

/** The oldest entry that fits, one turn of it used up; without `times` it holds until it is cleared. */
export function takeTurn<T extends { times?: number | undefined }>(
  list: T[],
  fits: (entry: T) => boolean,
): T | undefined {
  const index = list.findIndex(fits)
  const entry = list[index]
  if (entry?.times === undefined) return entry
  entry.times -= 1
  if (entry.times === 0) list.splice(index, 1)
  return entry
}

/** Equal, or beginning with what stands before a final `*`. */
export function pathFits(pattern: string | undefined, path: string): boolean {
  if (pattern === undefined) return true
  return pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern
}
