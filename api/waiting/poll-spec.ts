// What a resource that can be polled answers, for the OpenAPI document.
import type { z } from 'zod'
import type { SuccessSpec } from '../pipeline/route.ts'

export function pollAnswers(schema: z.ZodType, example: unknown): SuccessSpec[] {
  return [
    { status: 200, description: 'The resource', schema, example, headers: { ETag: 'Its version, for If-None-Match' } },
    {
      status: 304,
      description: 'It still has the tag of If-None-Match, also after the wait',
      headers: { ETag: 'Its version' },
    },
  ]
}
