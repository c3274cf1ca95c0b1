// GET /openapi.json and /openapi.yaml
import { stringify } from 'yaml'
import { openApiDocument } from '../../openapi/document.ts'
import { json } from '../../pipeline/answer.ts'
import { defineRoute } from '../../pipeline/route.ts'

const common = { method: 'get', root: true, tag: 'System' } as const

export const openApiJson = defineRoute({
  ...common,
  path: '/openapi.json',
  name: 'openApiJson',
  summary: 'This document',
  answers: [{ status: 200, description: 'OpenAPI 3.1', mediaTypes: { 'application/json': 'The document' } }],
  run: async ({ settings }) => json(200, await document(settings.version)),
})

export const openApiYaml = defineRoute({
  ...common,
  path: '/openapi.yaml',
  name: 'openApiYaml',
  summary: 'This document as YAML',
  answers: [{ status: 200, description: 'OpenAPI 3.1', mediaTypes: { 'application/yaml': 'The document' } }],
  run: async ({ settings }) => ({
    status: 200,
    headers: { 'content-type': 'application/yaml' },
    body: stringify(await document(settings.version), { aliasDuplicateObjects: false }),
  }),
})

/** The table imports this file, so it is asked for only when a request comes. */
async function document(version: string) {
  const { ROUTES } = await import('../index.ts')
  return openApiDocument(ROUTES, version)
}
