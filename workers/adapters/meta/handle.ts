// Ids of what was made on Meta, as they lie in checkpoints and handles.
import { z } from 'zod'
import type { JsonObject } from '#domain/audit-entry.ts'

/** The answer to every create. */
export const Created = z.object({ id: z.string().min(1) })

/** @returns undefined where there is none, or it is none of ours */
export function idIn(value: JsonObject | undefined): string | undefined {
  return Created.safeParse(value).data?.id
}
