import { createHash } from 'node:crypto'
import { create, createFileRegistry, fromBinary, type MessageInitShape } from '@bufbuild/protobuf'
import { FileDescriptorProtoSchema, FileDescriptorSetSchema, timestampFromDate } from '@bufbuild/protobuf/wkt'
import { type CallOptions, Code, ConnectError, createClient, type Transport } from '@connectrpc/connect'
import { createConnectTransport, createGrpcTransport, createGrpcWebTransport } from '@connectrpc/connect-node'
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { BadRequestSchema, ErrorInfoSchema, RetryInfoSchema } from '#contracts/rpc/google/rpc/error_details_pb.ts'
import { ServerReflection } from '#contracts/rpc/grpc/reflection/v1/reflection_pb.ts'
import { ServerReflection as ServerReflectionAlpha } from '#contracts/rpc/grpc/reflection/v1alpha/reflection_pb.ts'
import {
  type AppendChunksRequestSchema,
  type LogEntry,
  SessionSchema,
  SessionService,
} from '#contracts/rpc/mandate/session/v1/session_pb.ts'
import { SessionResource } from '#contracts/session.ts'
import { openTestApi, TENANT_A, type TestApi } from '#test/support/open-test-api.ts'
import { plantSessionConfig, SKELETON } from '#test/support/plant-session-config.ts'

const ORIGIN = 'https://app.example.com'
const UNKNOWN = '0199a1b2-7c3d-7e4f-8a5b-ffffffffffff'
const ALL = ['gRPC', 'gRPC-Web', 'Connect JSON'] as const

let api: TestApi
let clients: Record<(typeof ALL)[number], ReturnType<typeof clientOver>>
const s3 = () => Object.fromEntries(Object.entries(inject('backing')).filter(([name]) => name.startsWith('S3_')))
beforeAll(async () => {
  api = await openTestApi({ ...s3(), CORS_ORIGINS: ORIGIN })
  await plantSessionConfig(api.database)
  clients = clientsOf(api)
})
afterAll(() => api.close())

const clientOver = (transport: Transport) => createClient(SessionService, transport)
const clientsOf = ({ grpcUrl: baseUrl }: TestApi) => ({
  gRPC: clientOver(createGrpcTransport({ baseUrl })),
  'gRPC-Web': clientOver(createGrpcWebTransport({ baseUrl, httpVersion: '1.1' })),
  'Connect JSON': clientOver(createConnectTransport({ baseUrl, httpVersion: '1.1', useBinaryFormat: false })),
})
const as = (token: string, more: Record<string, string> = {}): CallOptions => ({
  headers: { ...(token === '' ? {} : { authorization: `Bearer ${token}` }), ...more },
})
const ada = (more?: Record<string, string>) => as(api.tokens.ada, more)

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text))
const STARTED_AT = new Date('2026-11-20T09:00:00.000Z')
const headOf = (sequenceId: number, audio: Uint8Array, more: object = {}) => ({
  sequenceId,
  sha256: createHash('sha256').update(audio).digest('hex'),
  startedAt: timestampFromDate(new Date(STARTED_AT.getTime() + sequenceId * 1000)),
  durationMs: 1000,
  contentType: 'audio/wav',
  ...more,
})
const start = async () => {
  const { session } = await clients.gRPC.startSession({ clientTimezone: 'Europe/Madrid', title: 'Board' }, ada())
  if (session === undefined) throw new Error('there is no session in the answer')
  return session
}
type Sent = MessageInitShape<typeof AppendChunksRequestSchema>
async function* stream(...messages: Sent[]): AsyncGenerator<Sent> {
  yield* messages
}

const failure = async (promise: Promise<unknown>): Promise<ConnectError> => {
  try {
    await promise
  } catch (error) {
    return ConnectError.from(error)
  }
  throw new Error('it did not fail')
}
const reasonOf = (error: ConnectError) => error.findDetails(ErrorInfoSchema)[0]?.reason
const fieldsOf = (error: ConnectError) =>
  error.findDetails(BadRequestSchema).flatMap(({ fieldViolations }) => fieldViolations.map(({ field }) => field))
const all = async (entries: AsyncIterable<LogEntry>) => {
  const found: LogEntry[] = []
  for await (const entry of entries) found.push(entry)
  return found
}

/** Every method, by a call that would do it. */
const calls = (client: ReturnType<typeof clientOver>, sessionId: string, options: CallOptions) => {
  const audio = bytesOf('not for you')
  return {
    changeContext: () => client.changeContext({ sessionId, topic: 'x' }, options),
    appendChunks: () => client.appendChunks(stream({ sessionId, head: headOf(1, audio), data: audio }), options),
    appendChunk: () => client.appendChunk({ sessionId, head: headOf(1, audio), data: audio }, options),
    resumeSession: () => client.resumeSession({ sessionId }, options),
    finalizeSession: () => client.finalizeSession({ sessionId }, options),
    getSession: () => client.getSession({ sessionId }, options),
    watchSession: () => all(client.watchSession({ sessionId }, options)),
  }
}

describe.each(ALL)('over %s', protocol => {
  it('a session is started, told who speaks, appended to, resumed and shown', async () => {
    const client = clients[protocol]
    const started = await client.startSession({ clientTimezone: 'Europe/Madrid', title: 'Board' }, ada())
    expect(started).toMatchObject({ newModelAvailable: false, session: { status: 'RECORDING', epoch: 1 } })
    const { sessionId = '', pinned } = started.session ?? {}
    expect(pinned).toMatchObject({ skeletonId: SKELETON, zoneMap: { TPL_PROPOSAL: 'PROPOSALS' } })

    await client.changeContext({ sessionId, currentSpeakerId: 'ada', topic: 'Budget' }, ada())
    const audio = bytesOf(`audio over ${protocol}`)
    const chunk = { sessionId, head: headOf(1, audio, { epoch: 1 }), data: audio }
    const receipt = { sequenceId: 1, status: 'PROCESSING', received: [{ from: 1, to: 1 }], nextExpected: 2 }
    expect(await client.appendChunk(chunk, ada())).toMatchObject(receipt)
    expect(await client.appendChunk(chunk, ada())).toMatchObject(receipt)
    expect(await client.resumeSession({ sessionId }, ada())).toMatchObject({ sessionId, epoch: 2, nextExpected: 2 })
    const shown = await client.getSession({ sessionId }, ada())
    expect(shown).toMatchObject({ sessionId, tenantId: TENANT_A, epoch: 2, pending: 1, counts: { PROCESSING: 1 } })
    expect(shown.received).toMatchObject([{ from: 1, to: 1 }])
  })

  it('what is refused says the problem’s code, its members and its fields', async () => {
    const client = clients[protocol]
    const { sessionId } = await start()
    const zone = await failure(client.startSession({ clientTimezone: 'Nowhere' }, ada()))
    expect([zone.code, reasonOf(zone), fieldsOf(zone)]).toEqual([
      Code.InvalidArgument,
      'VALIDATION_FAILED',
      ['client_timezone'],
    ])
    const [info] = zone.findDetails(ErrorInfoSchema)
    expect(info).toMatchObject({ domain: 'mandate', metadata: { trace_id: expect.stringMatching(/^[0-9a-f]{32}$/) } })

    const audio = bytesOf('audio')
    const append = (more: object, data = audio) =>
      failure(client.appendChunk({ sessionId, head: headOf(1, audio, more), data }, ada()))
    const mismatch = await append({ sha256: 'f'.repeat(64) })
    expect([mismatch.code, reasonOf(mismatch)]).toEqual([Code.InvalidArgument, 'CHUNK_HASH_MISMATCH'])
    const head = await append({ sequenceId: 0, sha256: 'f' })
    expect(fieldsOf(head)).toEqual(['head.sequence_id', 'head.sha256'])
    expect(reasonOf(await append({ contentType: 'image/png' }))).toBe('UNSUPPORTED_MEDIA_TYPE')
    const large = await append({}, new Uint8Array(5 * 1024 * 1024))
    expect([large.code, reasonOf(large)]).toEqual([Code.ResourceExhausted, 'PAYLOAD_TOO_LARGE'])

    await client.appendChunk({ sessionId, head: headOf(1, audio), data: audio }, ada())
    const other = bytesOf('other audio')
    const conflict = await failure(client.appendChunk({ sessionId, head: headOf(1, other), data: other }, ada()))
    expect([conflict.code, reasonOf(conflict)]).toEqual([Code.AlreadyExists, 'CHUNK_CONFLICT'])
    await client.resumeSession({ sessionId }, ada())
    const old = await failure(
      client.appendChunk({ sessionId, head: headOf(2, audio, { epoch: 1 }), data: audio }, ada()),
    )
    expect([old.code, reasonOf(old)]).toEqual([Code.Aborted, 'EPOCH_SUPERSEDED'])
    expect(old.findDetails(ErrorInfoSchema)[0]?.metadata).toMatchObject({ epoch: '2', sequence_id: '2' })
  })
})

describe('whoever calls', () => {
  it('has to say who it is, whatever the method', async () => {
    const { sessionId } = await start()
    const expired = await api.issuer.token({ sub: 'ada', expiresInS: -60 })
    for (const token of ['', 'nonsense', expired]) {
      const options = as(token)
      const methods = {
        ...calls(clients.gRPC, sessionId, options),
        startSession: () => clients.gRPC.startSession({}, options),
      }
      for (const [name, call] of Object.entries(methods)) {
        const error = await failure(call())
        expect([name, error.code, reasonOf(error)]).toEqual([name, Code.Unauthenticated, 'UNAUTHENTICATED'])
      }
    }
  })

  it('is refused another tenant’s session aloud, whatever the method and the protocol, and changes nothing', async () => {
    const { sessionId } = await start()
    const before = await clients.gRPC.getSession({ sessionId }, ada())
    for (const protocol of ALL) {
      const options = as(api.tokens.eve)
      const { appendChunks, ...unary } = calls(clients[protocol], sessionId, options)
      // Neither of the other two can stream over HTTP/1.1 as a client that reads and writes at once.
      const methods = protocol === 'gRPC' ? { ...unary, appendChunks } : unary
      for (const [name, call] of Object.entries(methods)) {
        const error = await failure(call())
        expect([name, error.code, reasonOf(error)]).toEqual([name, Code.PermissionDenied, 'TENANT_MISMATCH'])
      }
    }
    expect(await clients.gRPC.getSession({ sessionId }, ada())).toEqual(before)
  })

  it('needs the scope of the route', async () => {
    const { sessionId } = await start()
    const reader = as(await api.issuer.token({ sub: 'rita', scope: 'sessions:read' }))
    const error = await failure(clients.gRPC.resumeSession({ sessionId }, reader))
    expect([error.code, reasonOf(error)]).toEqual([Code.PermissionDenied, 'INSUFFICIENT_SCOPE'])
    expect((await clients.gRPC.getSession({ sessionId }, reader)).sessionId).toBe(sessionId)
  })

  it('finds nothing under an id that nobody has, or that is none', async () => {
    for (const sessionId of [UNKNOWN, '', '..', '../actions', 'x/../../campaigns']) {
      const error = await failure(clients.gRPC.getSession({ sessionId }, ada()))
      expect([sessionId, error.code, reasonOf(error)]).toEqual([sessionId, Code.NotFound, 'NOT_FOUND'])
    }
  })

  it('without a configuration starts nothing', async () => {
    const error = await failure(clients.gRPC.startSession({ clientTimezone: 'UTC' }, as(api.tokens.eve)))
    expect([error.code, reasonOf(error)]).toEqual([Code.FailedPrecondition, 'TENANT_NOT_CONFIGURED'])
  })

  it('may ask again under an idempotency key', async () => {
    const key = { 'idempotency-key': 'once-over-grpc' }
    const first = await clients.gRPC.startSession({ clientTimezone: 'UTC' }, ada(key))
    const headers: Headers[] = []
    const again = await clients.gRPC.startSession(
      { clientTimezone: 'UTC' },
      { ...ada(key), onHeader: header => headers.push(header) },
    )
    expect(again.session?.sessionId).toBe(first.session?.sessionId)
    expect(headers[0]?.get('idempotent-replayed')).toBe('true')
    const other = await failure(clients.gRPC.startSession({ clientTimezone: 'Europe/Madrid' }, ada(key)))
    expect([other.code, reasonOf(other)]).toEqual([Code.InvalidArgument, 'IDEMPOTENCY_KEY_REUSED'])
  })

  it('shares one budget of requests with HTTP', async () => {
    const tight = await openTestApi({ ...s3(), API_RATE_LIMIT: '2/60' })
    try {
      const get = () => clientsOf(tight).gRPC.getSession({ sessionId: UNKNOWN }, as(tight.tokens.ada))
      for (let i = 0; i < 2; i++) await tight.call('GET', '/api/v1/session')
      // On a machine so busy that Redis is taken for away, the process counts on its own, and anew.
      const error = await vi.waitFor(async () => {
        const refused = await failure(get())
        expect([refused.code, reasonOf(refused)]).toEqual([Code.ResourceExhausted, 'RATE_LIMITED'])
        return refused
      })
      expect(Number(error.findDetails(RetryInfoSchema)[0]?.retryDelay?.seconds)).toBeGreaterThan(0)
    } finally {
      await tight.close()
    }
  })
})

describe('a context', () => {
  it('stays where nothing is said, and goes where nothing is left', async () => {
    const { sessionId } = await start()
    const contexts = () => api.database.owner`
      SELECT * FROM session_contexts WHERE session_id = ${sessionId} ORDER BY 1`
    await clients.gRPC.changeContext({ sessionId, currentSpeakerId: 'ada', topic: 'Budget' }, ada())
    await clients.gRPC.changeContext({ sessionId, currentSpeakerId: '', restricted: true }, ada())
    const log = await api.call('GET', `/api/v1/session/${sessionId}/audit`)
    const changes = log.body.data.filter(({ action }: { action: string }) => /context/i.test(action))
    expect(changes).toHaveLength(2)
    expect(JSON.stringify(await contexts())).toContain('Budget')
    const nothing = await failure(clients.gRPC.changeContext({ sessionId }, ada()))
    expect(reasonOf(nothing)).toBe('VALIDATION_FAILED')
  })
})

describe('a stream of chunks', () => {
  const audios = [1, 2, 3, 4].map(n => bytesOf(`${n}`.repeat(1000 * n)))
  const [first, second, third, fourth] = audios as [Uint8Array, Uint8Array, Uint8Array, Uint8Array]

  it('is taken however its bytes are cut, and ends with what was received', async () => {
    const { sessionId } = await start()
    const messages = stream(
      { sessionId, head: headOf(1, first), data: first },
      { head: headOf(2, second) },
      { data: second.subarray(0, 700) },
      { data: second.subarray(700), isLast: true },
      { head: headOf(4, fourth), data: fourth.subarray(0, 1) },
      { data: fourth.subarray(1) },
    )
    const receipt = await clients.gRPC.appendChunks(messages, ada())
    expect(receipt).toMatchObject({
      taken: 3,
      received: [
        { from: 1, to: 2 },
        { from: 4, to: 4 },
      ],
      nextExpected: 3,
    })
    const { received } = await clients.gRPC.appendChunks(
      stream({ sessionId, head: headOf(3, third), data: third }),
      ada(),
    )
    expect(received).toMatchObject([{ from: 1, to: 4 }])
    const kept = await api.database.owner`
      SELECT sequence_id, sha256, bytes FROM session_chunks WHERE session_id = ${sessionId} ORDER BY 1`
    expect(kept.map(({ bytes }) => Number(bytes))).toEqual(audios.map(({ byteLength }) => byteLength))
  })

  it('takes a chunk that is marked as ended while the stream goes on', async () => {
    const { sessionId } = await start()
    const more = Promise.withResolvers<void>()
    const receipt = clients.gRPC.appendChunks(
      (async function* () {
        yield { sessionId, head: headOf(1, first), data: first, isLast: true }
        await more.promise
        yield { head: headOf(2, second), data: second }
      })(),
      ada(),
    )
    const next = async () => (await clients.gRPC.getSession({ sessionId }, ada())).nextExpected
    await vi.waitFor(async () => expect(await next()).toBe(2), { timeout: 10_000, interval: 50 })
    more.resolve()
    expect((await receipt).nextExpected).toBe(3)
  })

  it('ends at the first chunk that is not taken, by its number, and keeps those before', async () => {
    const { sessionId } = await start()
    const never = Promise.withResolvers<void>()
    const error = await failure(
      clients.gRPC.appendChunks(
        (async function* () {
          yield { sessionId, head: headOf(1, first), data: first, isLast: true }
          yield { head: headOf(2, second, { sha256: 'e'.repeat(64) }), data: second, isLast: true }
          // The server does not wait for more.
          await never.promise
        })(),
        ada(),
      ),
    )
    never.resolve()
    expect([error.code, reasonOf(error)]).toEqual([Code.InvalidArgument, 'CHUNK_HASH_MISMATCH'])
    expect(error.findDetails(ErrorInfoSchema)[0]?.metadata).toMatchObject({ sequence_id: '2' })
    expect((await clients.gRPC.getSession({ sessionId }, ada())).nextExpected).toBe(2)
  })

  it('is refused where it makes no sense, or is too large', async () => {
    const { sessionId } = await start()
    const send = async (...messages: Sent[]) => {
      const error = await failure(clients.gRPC.appendChunks(stream(...messages), ada()))
      return reasonOf(error)
    }
    expect(await send()).toBe('MALFORMED_REQUEST')
    expect(await send({ sessionId, data: first })).toBe('MALFORMED_REQUEST')
    expect(await send({ head: headOf(1, first), data: first })).toBe('MALFORMED_REQUEST')
    const other = (await start()).sessionId
    expect(await send({ sessionId, head: headOf(1, first) }, { sessionId: other, data: first })).toBe(
      'MALFORMED_REQUEST',
    )
    const piece = new Uint8Array(1024 * 1024)
    const pieces = Array.from({ length: 5 }, () => ({ data: piece }))
    expect(await send({ sessionId, head: headOf(1, first) }, ...pieces)).toBe('PAYLOAD_TOO_LARGE')
    expect((await clients.gRPC.getSession({ sessionId }, ada())).received).toEqual([])
  })

  it('that breaks off leaves nothing of its last chunk', async () => {
    const { sessionId } = await start()
    const gone = new AbortController()
    const broken = failure(
      clients.gRPC.appendChunks(
        (async function* () {
          yield { sessionId, head: headOf(1, first), data: first, isLast: true }
          yield { head: headOf(2, second), data: second.subarray(0, 10) }
          await new Promise(() => undefined)
        })(),
        { ...ada(), signal: gone.signal },
      ),
    )
    const next = async () => (await clients.gRPC.getSession({ sessionId }, ada())).nextExpected
    await vi.waitFor(async () => expect(await next()).toBe(2), { timeout: 10_000, interval: 50 })
    gone.abort()
    expect((await broken).code).toBe(Code.Canceled)
    expect((await clients.gRPC.getSession({ sessionId }, ada())).received).toMatchObject([{ from: 1, to: 1 }])
  })
})

describe('watching', () => {
  it('shows the entries of the log as /events does, from the one asked for, as they come', async () => {
    const { sessionId } = await start()
    await clients.gRPC.changeContext({ sessionId, topic: 'Budget' }, ada())
    const { body } = await api.call('GET', `/api/v1/session/${sessionId}/audit`)
    const known: { seq: number; action: string; hash: string }[] = body.data
    for (const protocol of ALL) {
      const leave = new AbortController()
      const watching = clients[protocol].watchSession({ sessionId, lastSeq: 1 }, { ...ada(), signal: leave.signal })
      const entries = watching[Symbol.asyncIterator]()
      const last = (await entries.next()).value as LogEntry
      expect(last).toMatchObject({ seq: 2, action: known.find(({ seq }) => seq === 2)?.action, actor: { sub: 'ada' } })
      expect(last.hash).toBe(known.find(({ seq }) => seq === 2)?.hash)
      leave.abort()
      expect((await failure(entries.next())).code).toBe(Code.Canceled)
    }
    const watching = clients.gRPC.watchSession({ sessionId, lastSeq: 2 }, ada())[Symbol.asyncIterator]()
    const next = watching.next()
    await clients.gRPC.resumeSession({ sessionId }, ada())
    expect((await next).value).toMatchObject({ seq: 3 })
    await watching.return?.()
  })
})

describe('a server that goes down', () => {
  it('takes no more calls, ends watches as not over, and finishes what is under way', async () => {
    const leaving = await openTestApi(s3())
    await plantSessionConfig(leaving.database)
    const client = clientsOf(leaving).gRPC
    const options = as(leaving.tokens.ada)
    const { session } = await client.startSession({ clientTimezone: 'UTC' }, options)
    const watching = client.watchSession({ sessionId: session?.sessionId ?? '' }, options)[Symbol.asyncIterator]()
    await watching.next()
    const end = failure(watching.next())
    const stopped = leaving.stop(10_000)
    expect([(await end).code, reasonOf(await end)]).toEqual([Code.Unavailable, 'DRAINING'])
    await stopped
    expect((await failure(client.getSession({ sessionId: UNKNOWN }, options))).code).toBe(Code.Unavailable)
    await leaving.close()
  })
})

describe('whoever records over a server that goes down', () => {
  it('is told so, and its stream ends with what was received', async () => {
    const leaving = await openTestApi({ ...s3(), DRAIN_NOTICE_MS: '3000' })
    await plantSessionConfig(leaving.database)
    const client = clientsOf(leaving).gRPC
    const options = as(leaving.tokens.ada)
    const sessionId = (await client.startSession({ clientTimezone: 'UTC' }, options)).session?.sessionId ?? ''
    const [first, second] = [bytesOf('first'), bytesOf('second')]
    const told = Promise.withResolvers<Headers>()
    const going = Promise.withResolvers<void>()
    const receipt = client.appendChunks(
      (async function* () {
        yield { sessionId, head: headOf(1, first), data: first, isLast: true }
        await going.promise
        yield { head: headOf(2, second), data: second, isLast: true }
        // It does not say that it has ended.
        await new Promise(() => undefined)
      })(),
      { ...options, onHeader: told.resolve },
    )
    const next = async () => (await client.getSession({ sessionId }, options)).nextExpected
    await vi.waitFor(async () => expect(await next()).toBe(2), { timeout: 10_000, interval: 50 })
    const stopped = leaving.stop(10_000)
    going.resolve()
    expect(await receipt).toMatchObject({ taken: 2, received: [{ from: 1, to: 2 }] })
    expect((await told.promise).get('x-session-drain')).toBe('1')
    await stopped
    await leaving.close()
  })
})

describe('plain HTTP', () => {
  const post = (method: string, body: unknown, token = api.tokens.ada) =>
    fetch(`${api.grpcUrl}/${SessionService.typeName}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    })

  it('does as well: JSON in, JSON out, by the names of either spelling', async () => {
    const started = await (await post('StartSession', { client_timezone: 'UTC' })).json()
    expect(started).toMatchObject({ session: { status: 'RECORDING', clientTimezone: 'UTC' } })
    const { sessionId } = (started as { session: { sessionId: string } }).session
    const foreign = await post('GetSession', { sessionId }, api.tokens.eve)
    expect(foreign.status).toBe(403)
    expect(await foreign.json()).toMatchObject({
      code: 'permission_denied',
      details: [{ type: 'google.rpc.ErrorInfo', debug: { reason: 'TENANT_MISMATCH', domain: 'mandate' } }],
    })
  })
})

describe('a page', () => {
  it('of a configured origin may call, and no other', async () => {
    const url = `${api.grpcUrl}/${SessionService.typeName}/GetSession`
    const preflight = async (origin: string) => {
      const asks = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' }
      return (await fetch(url, { method: 'OPTIONS', headers: { origin, ...asks } })).headers
    }
    const allowed = await preflight(ORIGIN)
    expect(allowed.get('access-control-allow-origin')).toBe(ORIGIN)
    expect(allowed.get('access-control-allow-headers')).toContain('Authorization')
    expect((await preflight('https://elsewhere.example')).get('access-control-allow-origin')).toBeNull()
    const headers = { origin: ORIGIN, 'content-type': 'application/json' }
    const answer = await fetch(url, { method: 'POST', headers, body: '{}' })
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([401, ORIGIN])
  })
})

describe('reflection', () => {
  it.each([
    ['v1', ServerReflection],
    ['v1alpha', ServerReflectionAlpha],
  ] as const)('%s lists the services and gives their files', async (_, service) => {
    const client = createClient(service as typeof ServerReflection, createGrpcTransport({ baseUrl: api.grpcUrl }))
    const asked = (async function* () {
      yield { messageRequest: { case: 'listServices' as const, value: '' } }
      yield { messageRequest: { case: 'fileContainingSymbol' as const, value: SessionService.typeName } }
      yield {
        messageRequest: { case: 'fileContainingSymbol' as const, value: `${SessionService.typeName}.GetSession` },
      }
      yield { messageRequest: { case: 'fileByFilename' as const, value: 'nowhere.proto' } }
    })()
    const answers = []
    for await (const { messageResponse } of client.serverReflectionInfo(asked)) answers.push(messageResponse)
    const [list, file, ofMethod, missing] = answers
    if (list?.case !== 'listServicesResponse' || file?.case !== 'fileDescriptorResponse') throw new Error('no answer')
    expect(list.value.service.map(({ name }) => name)).toEqual([
      'mandate.session.v1.SessionService',
      'grpc.reflection.v1.ServerReflection',
      'grpc.reflection.v1alpha.ServerReflection',
    ])
    expect(ofMethod).toEqual(file)
    expect(missing).toMatchObject({ case: 'errorResponse', value: { errorCode: Code.NotFound } })
    const files = file.value.fileDescriptorProto.map(bytes => fromBinary(FileDescriptorProtoSchema, bytes))
    const registry = createFileRegistry(create(FileDescriptorSetSchema, { file: files.reverse() }))
    expect(registry.getService(SessionService.typeName)?.methods.map(({ name }) => name)).toContain('WatchSession')
  })
})

describe('the messages', () => {
  it('show all that the HTTP API shows of a session', () => {
    const fields = SessionSchema.fields.map(({ name }) => name)
    expect(fields.sort()).toEqual(Object.keys(SessionResource.shape).sort())
  })
})
