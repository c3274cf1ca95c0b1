// An OpenAPI 3.0 document as a judge: whether a request or an answer is one that it describes.
import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'

type Schema = Record<string, unknown>
interface Parameter {
  name: string
  in: string
  required?: boolean
  schema: Schema
}
interface Operation {
  parameters?: (Parameter | { $ref: string })[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>
}
interface Document {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema>; parameters: Record<string, Parameter> }
}

export interface SeenCall {
  method: string
  url: URL
  requestType: string
  /** Parsed JSON, the fields of a form, or undefined. */
  requestBody: unknown
  status: number
  responseType: string
  responseBody: unknown
}

export interface OpenapiDocument {
  /** @returns what the document does not describe, one line each */
  wrongsOf(call: SeenCall): string[]
}

/** Undefined where the file is not there. */
export function openapiDocument(path: string): OpenapiDocument | undefined {
  if (!existsSync(path)) return undefined
  const document = JSON.parse(readFileSync(path, 'utf8')) as Document
  const judges = new Map<Schema, z.ZodType>()
  const wrongs = (schema: Schema, value: unknown, where: string): string[] => {
    const judge = judges.get(schema) ?? judgeOf(schema, document)
    judges.set(schema, judge)
    const { success, error } = judge.safeParse(value)
    return success ? [] : error.issues.map(({ path, message }) => `${where} ${path.join('.')}: ${message}`)
  }
  return {
    wrongsOf(call) {
      const found = operationOf(document, call)
      if (found === undefined) return [`${call.method} ${call.url.pathname} is not described`]
      const { operation, path } = found
      return [
        ...parameterWrongs(document, operation, path, call, wrongs),
        ...requestWrongs(operation, call, wrongs),
        ...responseWrongs(operation, call, wrongs),
      ].map(wrong => `${call.method} ${path}: ${wrong}`)
    },
  }
}

type Wrongs = (schema: Schema, value: unknown, where: string) => string[]

function operationOf(document: Document, { method, url }: SeenCall) {
  const asked = url.pathname.split('/')
  const fits = (path: string) => {
    const parts = path.split('/')
    return parts.length === asked.length && parts.every((part, index) => part.startsWith('{') || part === asked[index])
  }
  // Literal paths go before those with parameters.
  const paths = Object.keys(document.paths).filter(fits)
  const path = paths.toSorted((a, b) => a.split('{').length - b.split('{').length)[0]
  const operation = document.paths[path ?? '']?.[method.toLowerCase()]
  return path === undefined || operation === undefined ? undefined : { path, operation }
}

function parameterWrongs(
  document: Document,
  { parameters = [] }: Operation,
  path: string,
  { url }: SeenCall,
  wrongs: Wrongs,
): string[] {
  const known = parameters.map(parameter =>
    '$ref' in parameter ? document.components.parameters[parameter.$ref.split('/').at(-1) ?? ''] : parameter,
  )
  const unknown = [...url.searchParams.keys()].filter(
    name => !known.some(one => one?.in === 'query' && one.name === name),
  )
  const found = known.flatMap(parameter => {
    if (parameter === undefined) return ['a parameter of the document is missing']
    const { name, schema, required } = parameter
    const given =
      parameter.in === 'path'
        ? url.pathname.split('/')[path.split('/').indexOf(`{${name}}`)]
        : url.searchParams.get(name)
    if (given == null) return required === true ? [`?${name} is missing`] : []
    return wrongs(schema, ofType(schema, given), `?${name}`)
  })
  return [...unknown.map(name => `?${name} is not described`), ...found]
}

function ofType({ type }: Schema, given: string): unknown {
  if (type === 'array') return given.split(',')
  return type === 'integer' ? Number(given) : given
}

function requestWrongs(
  { requestBody }: Operation,
  { requestType, requestBody: body }: SeenCall,
  wrongs: Wrongs,
): string[] {
  if (requestBody === undefined) return body === undefined ? [] : ['a body is not described']
  const content = requestBody.content[requestType]
  return content === undefined ? [`a body of ${requestType} is not described`] : wrongs(content.schema, body, 'body')
}

function responseWrongs({ responses }: Operation, call: SeenCall, wrongs: Wrongs): string[] {
  const described = responses[String(call.status)] ?? (call.status >= 400 ? responses.default : undefined)
  if (described === undefined) return [`${call.status} is not described`]
  const content = described.content?.[call.responseType]
  if (content === undefined) return [`an answer of ${call.responseType} is not described`]
  return wrongs(content.schema, call.responseBody, `answer ${call.status}`)
}

/** Strict: a member that the document does not name is wrong, but in problems, to which RFC 9457 lets anybody add. */
function judgeOf(schema: Schema, { components }: Document): z.ZodType {
  const definitions = Object.fromEntries(
    Object.entries(components.schemas).map(([name, inner]) => [name, strict(inner, !name.endsWith('Problem'))]),
  )
  return z.fromJSONSchema({ ...(strict(schema) as Schema), definitions } as never, { defaultTarget: 'openapi-3.0' })
}

/** References as JSON Schema has them; objects closed; what only tells a generator something, away. */
function strict(value: unknown, isClosed = true): unknown {
  if (Array.isArray(value)) return value.map(item => strict(item, isClosed))
  if (typeof value !== 'object' || value === null) return value
  if ('$ref' in value) return { $ref: String(value.$ref).replace('#/components/schemas/', '#/definitions/') }
  const { discriminator: _, ...schema } = value as Schema
  const entries = Object.entries(schema).map(([name, inner]) => [name, strict(inner, isClosed)])
  const closes = isClosed && schema.type === 'object' && 'properties' in schema && !('additionalProperties' in schema)
  return Object.fromEntries(closes ? [...entries, ['additionalProperties', false]] : entries)
}
