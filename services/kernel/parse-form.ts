// The place where a multipart body becomes a file and trusted fields, or a problem that says what is wrong with it.
import type { Context } from 'hono'
import type { z } from 'zod'
import { pointersOf } from './parse-body.ts'
import { noteIds } from './request-facts.ts'
import { ServiceProblem } from './service-problem.ts'

export interface ParsedForm<T> {
  file: File
  fields: T
}

/** The one file under `fileName` and the text fields after their schema; 415 for another media type, 400 for a broken body, 422 with pointers. */
export async function parseForm<T extends z.ZodType>(
  c: Context,
  fileName: string,
  schema: T,
): Promise<ParsedForm<z.output<T>>> {
  const form = await formOf(c)
  const file = form.get(fileName)
  const parsed = schema.safeParse(Object.fromEntries([...form].filter(([, value]) => typeof value === 'string')))
  const wrong = parsed.success ? [] : pointersOf(parsed.error)
  if (!(file instanceof File)) wrong.push({ pointer: `/${fileName}`, detail: 'must be a file' })
  else if (file.size === 0) wrong.push({ pointer: `/${fileName}`, detail: 'must not be empty' })
  if (!parsed.success || !(file instanceof File) || wrong.length > 0) {
    throw new ServiceProblem(422, 'VALIDATION_FAILED', 'the form does not have the shape asked for', { errors: wrong })
  }
  noteIds(c, parsed.data)
  return { file, fields: parsed.data }
}

async function formOf(c: Context): Promise<FormData> {
  const type = c.req.header('content-type') ?? ''
  if (!/^multipart\/form-data\s*;/i.test(type)) {
    throw new ServiceProblem(415, 'UNSUPPORTED_MEDIA_TYPE', 'the body must be multipart/form-data with its boundary')
  }
  const bytes = await c.req.arrayBuffer()
  try {
    return await new Response(bytes, { headers: { 'content-type': type } }).formData()
  } catch (cause) {
    throw new ServiceProblem(400, 'MALFORMED_FORM', 'the body is not valid multipart/form-data', { cause })
  }
}
