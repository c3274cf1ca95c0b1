import { connect as connectHttp2 } from 'node:http2'
import { Code, ConnectError, createClient, type Transport } from '@connectrpc/connect'
import { createConnectTransport, createGrpcTransport, createGrpcWebTransport } from '@connectrpc/connect-node'
import { pino } from 'pino'
import { describe, expect, it, onTestFinished } from 'vitest'
import { BadRequestSchema, ErrorInfoSchema } from '#contracts/rpc/google/rpc/error_details_pb.ts'
import { IngestService } from '#contracts/rpc/mandate/ingest/v1/ingest_pb.ts'
import { ingestConfig } from '#services/ingest/config.ts'
import { createIngest } from '#services/ingest/create-ingest.ts'
import { makeDocx } from '#test/support/make-docx.ts'
import { listeningOnBoth, postJson } from '../kernel/listening.ts'
import { temporaryFolder } from '../kernel/temporary-folder.ts'

const A = '11111111-1111-4111-8111-111111111111'
const B = '22222222-2222-4222-8222-222222222222'
const sha256 = 'a'.repeat(64)
const ASSET = { assetId: 'asset-1', sha256, ref: 's3://mandate/a', mime: 'image/png', width: 640, height: 480 }
const PATH = `/${IngestService.typeName}`

async function ingest(dataDir = temporaryFolder()) {
  const { app, close } = createIngest(
    ingestConfig({ DATA_DIR: dataDir, REFERENCE_KNOBS: '1' }),
    pino({ level: 'silent' }),
  )
  let isOpen = true
  const stop = () => {
    if (isOpen) close()
    isOpen = false
  }
  onTestFinished(stop)
  const url = await listeningOnBoth(app)
  const over = (transport: Transport) => createClient(IngestService, transport)
  const clients = {
    gRPC: over(createGrpcTransport({ baseUrl: url })),
    'gRPC-Web': over(createGrpcWebTransport({ baseUrl: url, httpVersion: '1.1' })),
    'Connect JSON': over(createConnectTransport({ baseUrl: url, httpVersion: '1.1', useBinaryFormat: false })),
    'Connect over HTTP/2': over(createConnectTransport({ baseUrl: url, httpVersion: '2' })),
  }
  const fault = (body: object) => postJson(`${url}/_reference/faults`, body)
  return { url, clients, client: clients.gRPC, fault, stop, dataDir }
}

const failure = async (promise: Promise<unknown>): Promise<ConnectError> => {
  try {
    await promise
  } catch (error) {
    return ConnectError.from(error)
  }
  throw new Error('it did not fail')
}

describe('an asset', () => {
  it.each(['gRPC', 'gRPC-Web', 'Connect JSON', 'Connect over HTTP/2'] as const)(
    'is known by its bytes over %s',
    async protocol => {
      const { clients } = await ingest()
      const client = clients[protocol]
      expect((await client.checkAssetDuplicate({ tenantId: A, sha256 })).isDuplicate).toBe(false)
      expect(await client.registerAsset({ tenantId: A, ...ASSET })).toMatchObject({ assetId: 'asset-1', isNew: true })
      expect(await client.checkAssetDuplicate({ tenantId: A, sha256: sha256.toUpperCase() })).toMatchObject({
        isDuplicate: true,
        assetId: 'asset-1',
        ref: 's3://mandate/a',
        mime: 'image/png',
        width: 640,
        height: 480,
      })
    },
  )

  it('is registered once: again, or under another id, it is the one that was there', async () => {
    const { client } = await ingest()
    await client.registerAsset({ tenantId: A, ...ASSET })
    const again = { assetId: 'asset-1', isNew: false }
    expect(await client.registerAsset({ tenantId: A, ...ASSET })).toMatchObject(again)
    expect(await client.registerAsset({ tenantId: A, ...ASSET, assetId: 'asset-2' })).toMatchObject(again)
    const other = await failure(client.registerAsset({ tenantId: A, ...ASSET, sha256: 'b'.repeat(64) }))
    expect(other.code).toBe(Code.AlreadyExists)
  })

  it('is one tenant’s, and outlives the process', async () => {
    const first = await ingest()
    await first.client.registerAsset({ tenantId: A, ...ASSET })
    expect((await first.client.checkAssetDuplicate({ tenantId: B, sha256 })).isDuplicate).toBe(false)
    first.stop()
    const second = await ingest(first.dataDir)
    expect((await second.client.checkAssetDuplicate({ tenantId: A, sha256 })).isDuplicate).toBe(true)
  })

  it('is refused with the fields that are wrong', async () => {
    const { client } = await ingest()
    const error = await failure(client.checkAssetDuplicate({ tenantId: 'me', sha256: 'short' }))
    expect(error.code).toBe(Code.InvalidArgument)
    expect(error.findDetails(ErrorInfoSchema)).toMatchObject([{ reason: 'VALIDATION_FAILED', domain: 'mandate' }])
    const fields = error.findDetails(BadRequestSchema).flatMap(({ fieldViolations }) => fieldViolations)
    expect(fields.map(({ field }) => field)).toEqual(['tenant_id', 'sha256'])
  })
})

describe('the templates of a document', () => {
  it('are found in a DOCX that is sent', async () => {
    const { client } = await ingest()
    const docx = await makeDocx({ placeholders: ['TITLE', 'PROPOSALS', 'BODY'] })
    const { templates } = await client.discoverTemplates({ tenantId: A, source: { case: 'docx', value: docx } })
    expect(templates).toMatchObject([{ templateId: 'TPL_PROPOSALS', placeholder: 'PROPOSALS', name: 'Proposals' }])
  })

  it('are not looked for in what is no DOCX, nor in another tenant’s object', async () => {
    const { client } = await ingest()
    const docx = (value: Uint8Array) =>
      failure(client.discoverTemplates({ tenantId: A, source: { case: 'docx', value } }))
    expect((await docx(Buffer.from('no archive'))).code).toBe(Code.InvalidArgument)
    const ref = (value: string) => failure(client.discoverTemplates({ tenantId: A, source: { case: 'ref', value } }))
    const foreign = await ref(`s3://mandate/skeletons/${B}/x.docx`)
    expect(foreign.code).toBe(Code.PermissionDenied)
    expect(foreign.findDetails(ErrorInfoSchema)).toMatchObject([{ reason: 'TENANT_MISMATCH' }])
    expect((await ref('http://127.0.0.1/x.docx')).code).toBe(Code.InvalidArgument)
    expect((await ref(`s3://mandate/skeletons/${A}/x.docx`)).code).toBe(Code.FailedPrecondition)
  })
})

describe('the port', () => {
  it('answers health and its self-checks over HTTP/1.1 and HTTP/2', async () => {
    const { url } = await ingest()
    expect(await (await fetch(`${url}/health`)).json()).toMatchObject({ status: 'ok', service: 'ingest', assets: 0 })
    expect(await (await postJson(`${url}/test`, {})).json()).toMatchObject({ ok: true })
    const session = connectHttp2(url)
    onTestFinished(() => session.destroy())
    const stream = session.request({ ':path': '/health' })
    const chunks: Buffer[] = []
    for await (const chunk of stream) chunks.push(chunk)
    expect(JSON.parse(Buffer.concat(chunks).toString())).toMatchObject({ status: 'ok' })
  })
})

describe('the knobs', () => {
  it('make a call fail, stay away, break or answer late', async () => {
    const { client, fault, url } = await ingest()
    const ask = (timeoutMs?: number) =>
      client.checkAssetDuplicate({ tenantId: A, sha256 }, timeoutMs === undefined ? {} : { timeoutMs })
    await fault({ fault: 'timeout', times: 1 })
    expect((await failure(ask(50))).code).toBe(Code.DeadlineExceeded)
    for (const name of ['error_500', 'rate_limit', 'drop', 'html', 'wrong_shape']) {
      await fault({ fault: name, times: 1 })
      expect((await failure(ask())).code, name).not.toBe(Code.DeadlineExceeded)
    }
    await fault({ fault: 'slow', ms: 30_000, times: 1, path: `${PATH}/CheckAssetDuplicate` })
    expect((await failure(ask(50))).code).toBe(Code.DeadlineExceeded)
    expect((await ask()).isDuplicate).toBe(false)
    const { data } = (await (await fetch(`${url}/_reference/calls`)).json()) as { data: { path: string }[] }
    expect(data.filter(({ path }) => path === `${PATH}/CheckAssetDuplicate`)).toHaveLength(8)
  })

  it('make its self-check red', async () => {
    const { fault, url } = await ingest()
    await fault({ fault: 'error_500' })
    expect(await (await postJson(`${url}/test`, {})).json()).toMatchObject({ ok: false })
  })

  it('script an answer by the hash that is asked about', async () => {
    const { client, url } = await ingest()
    const reply = { is_duplicate: true, asset_id: 'scripted' }
    await postJson(`${url}/_reference/replies`, {
      match: { path: `${PATH}/CheckAssetDuplicate`, sha256 },
      reply,
      times: 1,
    })
    expect((await client.checkAssetDuplicate({ tenantId: A, sha256: 'c'.repeat(64) })).isDuplicate).toBe(false)
    expect(await client.checkAssetDuplicate({ tenantId: A, sha256 })).toMatchObject({
      isDuplicate: true,
      assetId: 'scripted',
    })
    expect((await client.checkAssetDuplicate({ tenantId: A, sha256 })).isDuplicate).toBe(false)
  })
})
