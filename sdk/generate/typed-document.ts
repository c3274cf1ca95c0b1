// The part of the OpenAPI document that the SDK's types are made from.
type Json = Record<string, unknown>

interface Operation extends Json {
  parameters?: { name: string }[]
  responses: Record<string, unknown>
}

export interface OpenApi extends Json {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, unknown> }
}

/** The client sets these itself, for every call alike. */
const OF_EVERY_CALL = new Set(['X-Request-Id', 'traceparent'])

const PROBLEM = {
  description: 'RFC 9457',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}

/**
 * @returns the API's operations with what a type can say of them: one shape of refusal instead of fifteen a route, and no examples, so that
 * the types stay readable and change only when a shape does
 */
export function typedDocument(document: OpenApi): OpenApi {
  const paths = Object.entries(document.paths).filter(([path]) => path.startsWith('/api/') || path === KEYS)
  // What refers to nothing but itself is any JSON value; TypeScript refuses such a type.
  const schemas = Object.entries(document.components.schemas).map(([name, schema]) =>
    JSON.stringify(schema).includes(`/schemas/${name}"`) ? [name, {}] : [name, schema],
  )
  return {
    openapi: document.openapi,
    info: { title: 'Mandate', version: '0' },
    paths: Object.fromEntries(paths.map(([path, methods]) => [path, mapValues(methods, typedOperation)])),
    components: { schemas: Object.fromEntries(schemas) },
  }
}

const KEYS = '/.well-known/mandate-audit-keys'

function typedOperation({ operationId, summary, parameters = [], requestBody, responses }: Operation): Operation {
  const answers = Object.entries(responses).filter(([status]) => Number(status) < 400)
  return {
    operationId,
    summary,
    parameters: parameters.filter(({ name }) => !OF_EVERY_CALL.has(name)),
    ...(requestBody === undefined ? {} : { requestBody: bare(requestBody) }),
    responses: { ...(bare(Object.fromEntries(answers)) as Json), default: PROBLEM },
  }
}

/** Without examples, wherever a media type has them. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([name]) => name !== 'example' && name !== 'examples')
  return Object.fromEntries(entries.map(([name, inner]) => [name, bare(inner)]))
}

function mapValues<A, B>(record: Record<string, A>, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]))
}
