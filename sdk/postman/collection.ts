// The Postman collection: the first steps, then every operation of the document with its example.
import { createHash } from 'node:crypto'
import postman from 'openapi-to-postmanv2'
import { fingerprint } from '../generate/fingerprint.ts'
import type { OpenApi } from '../generate/typed-document.ts'
import { FIRST_STEPS } from './first-steps.ts'
import { stepItem } from './step-item.ts'

type Json = Record<string, unknown>
interface Item extends Json {
  name: string
  item?: Item[]
  request?: {
    method: string
    url: Json & { path: string[]; query?: Field[]; variable?: Field[] }
    header?: Field[]
    body?: Body
  }
}
interface Field extends Json {
  key: string
  value: string
}
interface Body extends Json {
  formdata?: Field[]
}

/** Path parameters by what their path begins with: the steps and the reader fill these in once. */
const IDS: Record<string, string> = { campaigns: 'campaign_id', actions: 'action_id', session: 'session_id' }
const SCHEMA = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json'
const VARIABLES = ['campaign_id', 'action_id', 'digest', 'session_id']

/** The same document gives the same collection, byte by byte. */
export async function collection(document: OpenApi): Promise<object> {
  const folders = await convert(askedOnly(document))
  return {
    info: {
      name: 'Mandate',
      _postman_id: uuidOf('Mandate'),
      schema: SCHEMA,
      description: `Made by \`npm run postman:generate\` from the OpenAPI document with SHA-256 ${fingerprint(document)}.`,
    },
    auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{token}}', type: 'string' }] },
    variable: VARIABLES.map(key => ({ key, value: '' })),
    item: [{ name: 'First steps', item: FIRST_STEPS.map(stepItem) }, ...folders.map(folder => tidy(folder, ''))],
  }
}

/** The document without what comes back, and without what nobody fills in by hand; each body by its first example. */
function askedOnly(document: OpenApi): Json {
  const paths = Object.entries(document.paths).map(([path, methods]) => {
    const asked = Object.entries(methods).map(([method, { parameters = [], requestBody, ...rest }]) => [
      method,
      {
        ...rest,
        parameters: parameters.filter(({ name }) => name !== 'X-Request-Id' && name !== 'traceparent'),
        ...(requestBody === undefined ? {} : { requestBody: firstExample(requestBody as Json) }),
        responses: { default: { description: 'See the reference' } },
      },
    ])
    return [path, Object.fromEntries(asked)]
  })
  return { ...document, servers: [{ url: '/' }], paths: Object.fromEntries(paths) }
}

function firstExample({ content, ...body }: Json): Json {
  const types = Object.entries(content as Record<string, Json>).map(([type, { examples, example, schema }]) => {
    const first = Object.values((examples ?? {}) as Record<string, { value: unknown }>)[0]?.value ?? example
    return [type, first === undefined ? { schema } : { schema, example: first }]
  })
  return { ...body, content: Object.fromEntries(types) }
}

function convert(document: Json): Promise<Item[]> {
  const options = { folderStrategy: 'Tags', parametersResolution: 'Example', optimizeConversion: true }
  return new Promise((resolve, reject) => {
    const input = { type: 'string', data: JSON.stringify(document) } as const
    postman.convertV2(input, options as never, (error, result) => {
      const made = result?.output?.[0]?.data as { item: Item[] } | undefined
      if (error || made === undefined) reject(error ?? new Error(`no collection was made: ${result?.reason}`))
      else resolve(made.item)
    })
  })
}

/** What the converter throws dice for is made from the names instead. */
function tidy({ name, item, request, description }: Item, within: string): object {
  const path = `${within}/${name}`
  if (item !== undefined) return { name, item: item.map(inner => tidy(inner, path)) }
  const { url, header = [], body, method } = request ?? ({} as NonNullable<Item['request']>)
  const id = IDS[url.path[2] ?? '']
  const { query = [], variable = [], ...place } = url
  return {
    name,
    id: uuidOf(path),
    ...(description === undefined ? {} : { description }),
    request: {
      method,
      ...(body === undefined ? {} : { body: tidyBody(body) }),
      header: header.map(tidyHeader),
      url: {
        ...place,
        query: query.map(({ key, description }) => ({ key, value: '', description, disabled: true })),
        variable: variable.map(({ key }) => ({ key, value: `{{${key === 'id' ? (id ?? key) : key}}}` })),
      },
    },
    response: [],
  }
}

/** Only what the document gives as an example is filled in. */
function tidyHeader({ key, value, description }: Field): object {
  if (key === 'Content-Type' || key === 'Accept') return { key, value }
  return { key, value: SUGGESTED[key] ?? '', description, disabled: key in SUGGESTED }
}

const SUGGESTED: Record<string, string> = {
  'Idempotency-Key': '{{$guid}}',
  Prefer: 'wait=30',
  'If-None-Match': '',
  'Last-Event-ID': '',
}

function tidyBody(body: Body): Json {
  if (body.formdata === undefined) return body
  const formdata = body.formdata.map(({ key, type, description }) => ({ key, type, description, value: '' }))
  return { mode: 'formdata', formdata }
}

function uuidOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), `5${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  )
}
