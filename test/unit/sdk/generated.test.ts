// What is generated and packed keeps up with what it is made from.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openApiDocument } from '#api/openapi/document.ts'
import { ROUTES } from '#api/routes/index.ts'
import { fingerprint } from '#sdk/generate/fingerprint.ts'
import { type OpenApi, typedDocument } from '#sdk/generate/typed-document.ts'
import { collection } from '#sdk/postman/collection.ts'
import { ROOT } from '#test/support/source/read-sources.ts'

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')
const document = openApiDocument(ROUTES, '0') as OpenApi

describe('the SDK keeps up with the API', () => {
  it('its types are those of the document as it is; else: npm run sdk:generate', () => {
    expect(read('sdk/generated/openapi.ts').slice(0, 300)).toContain(fingerprint(typedDocument(document)))
  })

  it('its collection is that of the document as it is; else: npm run postman:generate', async () => {
    const made = JSON.parse(JSON.stringify(await collection(document)))
    expect(JSON.parse(read('sdk/postman/mandate.postman_collection.json'))).toEqual(made)
  })

  it('a changed shape is seen, a changed example is none of the types’ business', () => {
    const changed = (text: string, other: string) =>
      fingerprint(typedDocument(JSON.parse(JSON.stringify(document).replaceAll(text, other))))
    const now = fingerprint(typedDocument(document))
    expect(changed('"max_retries":{"', '"most_retries":{"')).not.toBe(now)
    expect(changed('Win early adopters for the solar kit', 'Something else')).toBe(now)
  })

  it('every operation under /api is in the collection, which names no one’s data', () => {
    const text = read('sdk/postman/mandate.postman_collection.json')
    const { item } = JSON.parse(text) as { item: { name: string; item: unknown[] }[] }
    const names = item.slice(1).flatMap(folder => folder.item as { name: string }[])
    const operations = Object.values(document.paths).flatMap(methods => Object.values(methods))
    expect(names.map(one => one.name).sort()).toEqual(operations.map(one => String(one.summary)).sort())
  })
})

describe('the package', () => {
  const sdk = JSON.parse(read('sdk/package.json')) as { dependencies: Record<string, string> }

  it('asks for the very versions that are tested here', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<string, Record<string, string>>
    const tested = { ...devDependencies, ...dependencies }
    const ours = Object.keys(sdk.dependencies).map(name => [name, tested[name]])
    expect(sdk.dependencies).toEqual(Object.fromEntries(ours))
  })
})
