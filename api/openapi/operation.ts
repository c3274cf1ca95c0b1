// One route as an operation of the OpenAPI document.
import { z } from 'zod'
import { Problem } from '#contracts/problem.ts'
import type { ErrorCode } from '#domain/errors.ts'
import type { AnyRoute, SuccessSpec } from '../pipeline/route.ts'
import { problemStatus, wireCode } from '../problem/problem-status.ts'
import { pathParameters } from './path-parameters.ts'
import { problemExample } from './problem-example.ts'
import { requestBody } from './request-body.ts'

export interface SchemaNames {
  refer: (schema: z.ZodType, name: string) => { $ref: string }
}

export function operation(route: AnyRoute, schemas: SchemaNames): Record<string, unknown> {
  return {
    operationId: route.name,
    tags: [route.tag],
    summary: route.summary,
    ...(route.description === undefined ? {} : { description: route.description }),
    security: route.scopes === undefined ? [] : [{ bearer: [] }],
    ...(route.scopes === undefined ? {} : { 'x-scopes': route.scopes }),
    parameters: parametersOf(route),
    ...requestBody(route, schemas),
    responses: { ...responsesOf(route, schemas), ...problemsOf(route, schemas) },
  }
}

const HEADERS = {
  requestId: { name: 'X-Request-Id', in: 'header', schema: { type: 'string', pattern: '^[A-Za-z0-9._~-]{1,128}$' } },
  traceparent: { name: 'traceparent', in: 'header', schema: { type: 'string' }, description: 'W3C trace context' },
  key: {
    name: 'Idempotency-Key',
    in: 'header',
    schema: { type: 'string', minLength: 1, maxLength: 257 },
    description: 'A quoted structured-field string, or bare',
    example: '"8e03978e-40d5-43e8-bc93-6894a57f9324"',
  },
  prefer: {
    name: 'Prefer',
    in: 'header',
    schema: { type: 'string' },
    description: '`wait=N` seconds, at most 60',
    example: 'wait=30',
  },
  ifNoneMatch: {
    name: 'If-None-Match',
    in: 'header',
    schema: { type: 'string' },
    description: 'The tag that the client has',
  },
  lastEventId: {
    name: 'Last-Event-ID',
    in: 'header',
    schema: { type: 'integer' },
    description: 'Replays what came after it',
  },
}

function parametersOf(route: AnyRoute): unknown[] {
  const answersTag = route.answers.some(answer => answer.status === 304)
  const streams = route.answers.some(
    answer => answer.mediaTypes !== undefined && 'text/event-stream' in answer.mediaTypes,
  )
  return [
    ...pathParameters(route.path),
    ...(route.query === undefined ? [] : queryParameters(route.query)),
    ...(route.method === 'get' || route.keyless ? [] : [HEADERS.key]),
    ...Object.entries(route.headers ?? {}).map(([name, description]) => ({
      ...{ name, in: 'header', required: true, schema: { type: 'string' }, description },
    })),
    ...Object.entries(route.optionalHeaders ?? {}).map(([name, description]) => ({
      ...{ name, in: 'header', required: false, schema: { type: 'string' }, description },
    })),
    ...(route.prefersWait ? [HEADERS.prefer] : []),
    ...(answersTag ? [HEADERS.ifNoneMatch] : []),
    ...(streams ? [HEADERS.lastEventId] : []),
    ...(route.root ? [] : [HEADERS.requestId, HEADERS.traceparent]),
  ]
}

function queryParameters(query: z.ZodType): unknown[] {
  const { properties = {}, required = [] } = z.toJSONSchema(query, { io: 'input', unrepresentable: 'any' })
  return Object.entries(properties).map(([name, schema]) => {
    const { description, ...rest } = typeof schema === 'object' ? schema : {}
    return {
      name,
      in: 'query',
      required: required.includes(name),
      ...(description ? { description } : {}),
      schema: rest,
    }
  })
}

function responsesOf(route: AnyRoute, schemas: SchemaNames): Record<string, unknown> {
  return Object.fromEntries(route.answers.map(answer => [answer.status, responseOf(route, answer, schemas)]))
}

function responseOf(route: AnyRoute, answer: SuccessSpec, schemas: SchemaNames): unknown {
  const name = `${upper(route.name)}${answer.status}`
  const jsonBody =
    answer.schema === undefined
      ? {}
      : { 'application/json': { schema: schemas.refer(answer.schema, name), example: answer.example } }
  const others = Object.entries(answer.mediaTypes ?? {}).map(([type, description]) => [
    type,
    { schema: { type: 'string', description } },
  ])
  const content = { ...jsonBody, ...Object.fromEntries(others) }
  const headers = Object.entries(answer.headers ?? {}).map(([header, description]) => [
    header,
    { description, schema: { type: 'string' } },
  ])
  return {
    description: answer.description,
    ...(headers.length === 0 ? {} : { headers: Object.fromEntries(headers) }),
    ...(Object.keys(content).length === 0 ? {} : { content }),
  }
}

/** Every code that a route may refuse with: what its declaration implies, and what it names itself. */
export function refusalsOf(route: AnyRoute): ErrorCode[] {
  const codes: ErrorCode[] = []
  if (route.scopes !== undefined)
    codes.push('UNAUTHENTICATED', 'INSUFFICIENT_SCOPE', 'RATE_LIMITED', 'UNAVAILABLE', 'DRAINING', 'INTERNAL')
  if (route.scopes !== undefined) codes.push('VALIDATION_FAILED')
  if (route.human) codes.push('HUMAN_REQUIRED')
  if (route.path.includes('{id}')) codes.push('NOT_FOUND')
  if (route.path.startsWith('/session/{id}')) codes.push('TENANT_MISMATCH')
  if (route.method !== 'get')
    codes.push('MALFORMED_REQUEST', 'UNSUPPORTED_MEDIA_TYPE', 'PAYLOAD_TOO_LARGE', 'TENANT_MISMATCH')
  if (route.method !== 'get' && !route.keyless) codes.push('IDEMPOTENCY_KEY_REUSED', 'IDEMPOTENCY_IN_PROGRESS')
  return [...new Set([...codes, ...(route.refusals ?? [])])]
}

function problemsOf(route: AnyRoute, schemas: SchemaNames): Record<string, unknown> {
  const byStatus = Map.groupBy(refusalsOf(route), problemStatus)
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      {
        description: codes.map(code => `\`${wireCode(code)}\``).join(', '),
        ...(status === 429 || status === 503
          ? { headers: { 'Retry-After': { description: 'Seconds', schema: { type: 'integer' } } } }
          : {}),
        content: {
          'application/problem+json': {
            schema: schemas.refer(Problem, 'Problem'),
            examples: Object.fromEntries(codes.map(code => [code, { value: problemExample(code, route) }])),
          },
        },
      },
    ]),
  )
}

const upper = (name: string) => name.charAt(0).toUpperCase() + name.slice(1)
