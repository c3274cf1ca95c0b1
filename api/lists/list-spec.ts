// What a list answers, for the OpenAPI document.
import { z } from 'zod'
import type { SuccessSpec } from '../pipeline/route.ts'

/** @param more members beside the page's own, in JSON, and an example of them */
export function listAnswers(
  item: z.ZodType,
  example: unknown,
  more: { shape: z.ZodRawShape; example: object } = { shape: {}, example: {} },
): SuccessSpec[] {
  return [
    {
      status: 200,
      description: 'A page; `next_cursor` is null on the last one',
      schema: z.object({ data: z.array(item), next_cursor: z.string().nullable(), ...more.shape }),
      example: { data: [example], next_cursor: null, ...more.example },
      mediaTypes: { 'text/csv': 'The same page as rows; the next cursor is in `X-Next-Cursor` and `Link`' },
      headers: { Link: 'The next page, `rel="next"`' },
    },
  ]
}
