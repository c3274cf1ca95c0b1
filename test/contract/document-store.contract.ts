// What every store of Builder's objects keeps, the one in memory and the one behind the S3 API.
import { expect, it } from 'vitest'
import { type DocumentStore, ObjectMissing } from '#services/builder/store/document-store.ts'
import { readAll } from '#services/builder/store/read-all.ts'

export function documentStoreContract(open: () => DocumentStore): void {
  const bytes = Buffer.from('not really a DOCX')
  const key = 'documents/tenant/session/abc.docx'
  const MAX = 1024

  it('gives back the bytes under the name that it gave', async () => {
    const store = open()
    const ref = await store.write(key, bytes, 'text/plain')
    expect(ref).toBe(`s3://mandate/${key}`)
    expect(Buffer.from((await readAll(store.read(ref), MAX)) ?? [])).toEqual(bytes)
  })

  it('stops reading what is larger than it may be', async () => {
    const store = open()
    const ref = await store.write(key, bytes, 'text/plain')
    expect(await readAll(store.read(ref), bytes.length - 1)).toBeUndefined()
  })

  it.each(['s3://mandate/not/there.docx', 's3://no-such-bucket/x'])('says ObjectMissing for %s', async ref => {
    await expect(readAll(open().read(ref), MAX)).rejects.toBeInstanceOf(ObjectMissing)
  })
}
