import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createS3DocumentStore } from '#services/builder/store/create-s3-document-store.ts'
import { ObjectMissing, ObjectStoreAway } from '#services/builder/store/document-store.ts'
import { readAll } from '#services/builder/store/read-all.ts'
import { documentStoreContract } from '#test/contract/document-store.contract.ts'
import { credentials, type StartedStore, startStore } from '../../../dev/object-store/start-store.ts'

describe('the document store behind the S3 API', () => {
  let objectStore: StartedStore
  beforeAll(async () => {
    objectStore = await startStore({ buckets: [{ name: 'mandate', objectLock: false }] })
  })
  afterAll(() => objectStore.close())

  const open = (endpoint = objectStore.url, bucket = 'mandate') =>
    createS3DocumentStore({
      S3_ENDPOINT: endpoint,
      S3_REGION: credentials.region,
      S3_ACCESS_KEY_ID: credentials.accessKeyId,
      S3_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      S3_BUCKET: bucket,
    })
  documentStoreContract(open)

  it('says ObjectStoreAway when the bucket of documents is not there', async () => {
    await expect(open(undefined, 'nowhere').write('a', Buffer.from('x'), 'text/plain')).rejects.toBeInstanceOf(
      ObjectStoreAway,
    )
  })

  it('asks for exactly the version that it is told, and says ObjectMissing where that never was', async () => {
    const asked: string[] = []
    const endpoint = await serving((path, end) => {
      asked.push(path)
      if (path.includes('versionId=v1')) end(200, 'one')
      else end(400, '<Error><Code>InvalidArgument</Code><Message>Invalid version id specified</Message></Error>')
    })
    expect(String(await readAll(open(endpoint).read('s3://mandate/a/b.docx', 'v1'), 9))).toBe('one')
    await expect(readAll(open(endpoint).read('s3://mandate/a/b.docx', 'v9'), 9)).rejects.toBeInstanceOf(ObjectMissing)
    expect(asked[0]).toMatch(/^\/mandate\/a\/b\.docx\?versionId=v1/)
  })

  it('says ObjectStoreAway for an answer that breaks off', async () => {
    const endpoint = await serving((_, end) => end(200, 'half', 8))
    await expect(readAll(open(endpoint).read('s3://mandate/a'), 99)).rejects.toBeInstanceOf(ObjectStoreAway)
  })
})

type End = (status: number, body: string, promisedBytes?: number) => void

/** A store that answers as it is told; promising more than it sends, it hangs up. */
async function serving(answer: (path: string, end: End) => void): Promise<string> {
  const server = createServer((request, response) => {
    answer(request.url ?? '', (status, body, promised = body.length) => {
      response.writeHead(status, { 'content-length': promised, 'content-type': 'application/xml' })
      response.write(body, () => (promised === body.length ? response.end() : response.destroy()))
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
