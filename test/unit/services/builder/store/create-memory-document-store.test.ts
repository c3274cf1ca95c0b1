import { describe, expect, it } from 'vitest'
import { createMemoryDocumentStore } from '#services/builder/store/create-memory-document-store.ts'
import { ObjectMissing } from '#services/builder/store/document-store.ts'
import { readAll } from '#services/builder/store/read-all.ts'
import { documentStoreContract } from '#test/contract/document-store.contract.ts'

describe('the document store in memory', () => {
  documentStoreContract(createMemoryDocumentStore)

  it('gives exactly the version asked for', async () => {
    const store = createMemoryDocumentStore()
    store.putVersion('s3://mandate/a', 'v1', Buffer.from('one'))
    store.putVersion('s3://mandate/a', 'v2', Buffer.from('two'))
    expect(String(await readAll(store.read('s3://mandate/a', 'v1'), 9))).toBe('one')
    expect(String(await readAll(store.read('s3://mandate/a'), 9))).toBe('two')
    await expect(readAll(store.read('s3://mandate/a', 'v3'), 9)).rejects.toBeInstanceOf(ObjectMissing)
  })
})
