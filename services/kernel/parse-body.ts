// The place where a JSON body becomes a trusted value, or a problem that says what is wrong with it.
import type { Context } from 'hono'
import type { z } from 'zod'
import { noteIds } from './request-facts.ts'
import { type Pointer, ServiceProblem } from './service-problem.ts'

/** The body after its schema; 415 for another media type, 400 for malformed JSON, 422 with pointers. */
export async function parseBody<T extends z.ZodType>(c: Context, schema: T): Promise<z.output<T>> {
  const mediaType = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  if (mediaType !== 'application/json' && !mediaType.endsWith('+json')) {
    throw new ServiceProblem(415, 'UNSUPPORTED_MEDIA_TYPE', 'the body must be application/json')
  }
  const parsed = schema.safeParse(readJson(await c.req.text()))
  if (!parsed.success) {
    throw new ServiceProblem(422, 'VALIDATION_FAILED', 'the body does not have the shape asked for', {
      errors: pointersOf(parsed.error),
    })
  }
  noteIds(c, parsed.data)
  return parsed.data
}

/** The query string after its schema; 422 naming the parameters that are wrong. */
export function parseQuery<T extends z.ZodType>(c: Context, schema: T): z.output<T> {
  const parsed = schema.safeParse(c.req.query())
  if (!parsed.success) {
    throw new ServiceProblem(422, 'VALIDATION_FAILED', 'the query does not have the shape asked for', {
      errors: pointersOf(parsed.error),
    })
  }
  noteIds(c, parsed.data)
  return parsed.data
}

function readJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch (cause) {
    throw new ServiceProblem(400, 'MALFORMED_JSON', 'the body is not valid JSON', { cause })
  }
}

/** RFC 6901 pointers to what is wrong. */
export function pointersOf(error: z.ZodError): Pointer[] {
  return error.issues.map(issue => ({
    pointer: issue.path.map(part => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
    detail: issue.message,
  }))
}
