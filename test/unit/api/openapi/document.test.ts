import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openApiDocument } from '#api/openapi/document.ts'
import { type AnyRoute, fullPath } from '#api/pipeline/route.ts'
import { ROUTES } from '#api/routes/index.ts'

const document = openApiDocument(ROUTES, '0') as {
  openapi: string
  tags: { name: string }[]
  paths: Record<
    string,
    Record<string, { operationId: string; responses: Record<string, unknown>; parameters: { name: string }[] }>
  >
  components: { schemas: Record<string, unknown> }
}
const operations = ROUTES.map(route => ({ route, operation: document.paths[fullPath(route)]?.[route.method] }))

describe('the OpenAPI document', () => {
  it('has every route of the table, each with a name of its own', () => {
    expect(operations.filter(({ operation }) => operation === undefined)).toEqual([])
    const names = operations.map(({ operation }) => operation?.operationId)
    expect(new Set(names).size).toBe(names.length)
  })

  it('refers to nothing that is not there', () => {
    const references = JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)
    const missing = [...references]
      .map(([, name]) => name)
      .filter(name => !((name ?? '') in document.components.schemas))
    expect(missing).toEqual([])
  })

  it.each(ROUTES.filter(route => route.body !== undefined).map(route => [route.name, route] as const))(
    'shows examples of the body of %s that are accepted',
    (_, { body }: AnyRoute) => {
      for (const example of Object.values(body?.examples ?? {}))
        expect(body?.schema.safeParse(example)).toMatchObject({ success: true })
      expect(Object.keys(body?.examples ?? {})).not.toHaveLength(0)
    },
  )

  it.each(ROUTES.flatMap(route => route.answers.map(answer => [`${route.name} ${answer.status}`, answer] as const)))(
    'shows an example of the answer %s that fits its schema',
    (_, { schema, example }) => {
      if (schema !== undefined) expect(z.safeParse(schema, example)).toMatchObject({ success: true })
    },
  )

  it('names for every protected route the refusals that all of them share', () => {
    for (const { route, operation } of operations) {
      if (route.scopes === undefined) continue
      for (const status of ['401', '403', '429', '500', '503']) expect(operation?.responses).toHaveProperty(status)
    }
  })

  it('lists every heading that a route stands under', () => {
    expect(document.tags.map(({ name }) => name).sort()).toEqual([...new Set(ROUTES.map(({ tag }) => tag))].sort())
  })

  it('says of whatever a session is asked that another tenant is told so', () => {
    const ofSession = operations.filter(({ route }) => route.path.startsWith('/session/{id}'))
    expect(ofSession).not.toHaveLength(0)
    for (const { operation } of ofSession)
      expect(JSON.stringify(operation?.responses['403'])).toContain('TENANT_MISMATCH')
  })

  it('tells of no campaign where a session is asked', () => {
    for (const { route, operation } of operations)
      if (route.path.startsWith('/session')) expect(JSON.stringify(operation)).not.toMatch(/campaign|LEARN|\{id\}/)
  })

  it('offers an Idempotency-Key on every POST that has no key of its own', () => {
    for (const { route, operation } of operations)
      if (route.method !== 'get' && !route.keyless)
        expect(operation?.parameters.map(({ name }) => name)).toContain('Idempotency-Key')
  })
})
