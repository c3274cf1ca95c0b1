// The body of an operation: JSON, a file, or bytes that go through as a stream.
import type { UploadSpec } from '../body/upload.ts'
import type { AnyRoute, BodySpec, StreamSpec } from '../pipeline/route.ts'
import type { SchemaNames } from './operation.ts'

const BYTES = { schema: { type: 'string', format: 'binary' }, example: '(the bytes)' }

/** @returns a member to be spread; nothing where the route takes no body */
export function requestBody(route: AnyRoute, schemas: SchemaNames): { requestBody?: unknown } {
  if (route.body !== undefined) return { requestBody: jsonBody(route.name, route.body, schemas) }
  if (route.upload !== undefined) return { requestBody: uploadBody(route.upload) }
  return route.stream === undefined ? {} : { requestBody: streamBody(route.stream) }
}

function jsonBody(name: string, body: BodySpec<never>, schemas: SchemaNames): unknown {
  const { schema, documented, required, examples, csv } = body
  const named = Object.fromEntries(Object.entries(examples).map(([title, value]) => [title, { value }]))
  const title = `${name.charAt(0).toUpperCase()}${name.slice(1)}Request`
  const json = { schema: schemas.refer(documented ?? schema, title), examples: named }
  const rows =
    csv === undefined
      ? {}
      : { 'text/csv': { schema: { type: 'string', description: csv.description }, example: csv.example } }
  return { required, content: { 'application/json': json, ...rows } }
}

function uploadBody({ mediaType, field, fields }: UploadSpec): unknown {
  return { required: true, content: { [mediaType]: BYTES, 'multipart/form-data': form(field, fields, []) } }
}

function streamBody({ mediaTypes, field, fields, required }: StreamSpec): unknown {
  const raw = Object.fromEntries(mediaTypes.map(type => [type, BYTES]))
  return { required: true, content: { ...raw, 'multipart/form-data': form(field, fields, required) } }
}

/** A file with texts beside it. */
function form(field: string, fields: Readonly<Record<string, string>>, required: readonly string[]): unknown {
  const texts = Object.entries(fields).map(([name, description]) => [name, { type: 'string', description }])
  const properties = { [field]: { type: 'string', format: 'binary' }, ...Object.fromEntries(texts) }
  return { schema: { type: 'object', required: [field, ...required], properties }, example: { [field]: '(the bytes)' } }
}
