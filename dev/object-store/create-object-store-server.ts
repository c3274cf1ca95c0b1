// The place where the parts become a server: each request is authenticated, routed, run and answered in one straight line.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { Logger } from 'pino'
import { assertBucketName } from './buckets.ts'
import type { S3Answer } from './call.ts'
import { corsHeaders, preflightHeaders } from './cors.ts'
import { openRequestBody } from './request-body.ts'
import { findRoute } from './routes.ts'
import { S3Error } from './s3-error.ts'
import { parseS3Request, type S3Request } from './s3-request.ts'
import { authenticate, type Credentials } from './sigv4.ts'
import { openStorage, type Storage } from './storage.ts'
import { toXml } from './xml.ts'

export interface ObjectStoreOptions {
  /** The folder that holds everything; one process at a time. */
  dataDir: string
  credentials: Credentials
  /** Made at start when they are not there; a lock is never taken off again. */
  buckets: readonly { name: string; objectLock: boolean }[]
  corsOrigins?: readonly string[]
  maxObjectBytes?: number
  logger: Logger
  /** Milliseconds since 1970; tests move it. */
  now?: () => number
}

export interface ObjectStoreServer {
  server: Server
  /** Stops accepting, lets open requests finish for `graceMs`, cuts the rest, closes the index. */
  close(graceMs?: number): Promise<void>
}

export const S3_MAX_PUT_BYTES = 5 * 1024 ** 3

/** Opens the folder and returns a server that is not listening yet. */
export async function createObjectStoreServer(options: ObjectStoreOptions): Promise<ObjectStoreServer> {
  const storage = await openStorage(options.dataDir)
  const now = options.now ?? Date.now
  ensureBuckets(storage, options.buckets, now())
  const context = { ...options, storage, now }
  const server = createServer({ keepAliveTimeout: 60_000, requestTimeout: 15 * 60_000 })
  server.on('request', (incoming, outgoing) => void handle(context, incoming, outgoing, false))
  // A client that asks before it sends learns of a bad signature before it has sent its gigabytes.
  server.on('checkContinue', (incoming, outgoing) => void handle(context, incoming, outgoing, true))
  return { server, close: (graceMs = 5000) => closeServer(server, storage, graceMs) }
}

type Context = ObjectStoreOptions & { storage: Storage; now: () => number }

interface Seen {
  operation: string
  request: S3Request | undefined
  code: string | undefined
}

async function handle(
  context: Context,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  asksFirst: boolean,
): Promise<void> {
  const startedMs = performance.now()
  const seen: Seen = { operation: 'unknown', request: undefined, code: undefined }
  try {
    await send(
      incoming,
      outgoing,
      await answer(context, incoming, seen, () => asksFirst && outgoing.writeContinue()),
      seen,
      context,
    )
  } catch (error) {
    await sendError(context, incoming, outgoing, seen, error)
  }
  if (seen.operation === 'livez') return
  const { request, operation, code } = seen
  context.logger.info({
    event: 's3.request',
    request: request?.id,
    operation,
    bucket: request?.bucket,
    key: request?.key,
    status: outgoing.statusCode,
    code,
    ms: Math.round((performance.now() - startedMs) * 10) / 10,
  })
}

async function answer(
  context: Context,
  incoming: IncomingMessage,
  seen: Seen,
  beforeReading: () => void,
): Promise<S3Answer> {
  if (incoming.url === '/livez') {
    seen.operation = 'livez'
    return { status: 200 }
  }
  const request = parseS3Request(incoming)
  seen.request = request
  if (request.method === 'OPTIONS') {
    seen.operation = 'preflight'
    return { status: 200, headers: preflightHeaders(request, context.corsOrigins ?? []) }
  }
  const signed = await authenticate(request, context.credentials, context.now())
  const route = findRoute(request)
  seen.operation = route.name
  return route.run({
    request,
    bucket: request.bucket ?? '',
    key: request.key ?? '',
    body: openRequestBody(request, signed, beforeReading),
    storage: context.storage,
    region: context.credentials.region,
    maxObjectBytes: context.maxObjectBytes ?? S3_MAX_PUT_BYTES,
    presigned: signed.presigned,
    now: context.now,
  })
}

async function send(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { status, headers, xml, stream }: S3Answer,
  seen: Seen,
  context: Context,
) {
  const text = xml === undefined ? '' : toXml(xml.root, xml.element)
  const { request } = seen
  outgoing.writeHead(status, {
    Server: 'mandate-object-store',
    ...(request && { 'x-amz-request-id': request.id, ...corsHeaders(request, context.corsOrigins ?? []) }),
    ...(xml && { 'Content-Type': 'application/xml' }),
    ...(stream === undefined &&
      status !== 204 &&
      status !== 304 && { 'Content-Length': String(Buffer.byteLength(text)) }),
    ...headers,
  })
  if (stream !== undefined) return pipeline(stream, outgoing)
  outgoing.end(incoming.method === 'HEAD' ? undefined : text)
}

async function sendError(
  context: Context,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  seen: Seen,
  error: unknown,
): Promise<void> {
  const s3Error = error instanceof S3Error ? error : new S3Error('InternalError')
  seen.code = s3Error.code
  const gone = incoming.destroyed && !incoming.complete
  if (gone) seen.code = 'ClientGone'
  else if (!(error instanceof S3Error))
    context.logger.error({ event: 's3.failure', request: seen.request?.id, err: error })
  // Half an answer cannot be taken back: cutting the connection is how the client learns of it.
  if (gone || outgoing.headersSent) return void outgoing.destroy()
  const { code, message, status, details } = s3Error
  if (status === 304) return send(incoming, outgoing, { status, headers: { ...details } }, seen, context)
  const element = {
    Code: code,
    Message: message,
    ...details,
    Resource: seen.request?.path,
    RequestId: seen.request?.id,
  }
  const text = toXml('Error', element, false)
  const headers = { 'Content-Type': 'application/xml', 'Content-Length': String(Buffer.byteLength(text)) }
  outgoing.writeHead(status, {
    Server: 'mandate-object-store',
    ...headers,
    ...(seen.request && {
      'x-amz-request-id': seen.request.id,
      ...corsHeaders(seen.request, context.corsOrigins ?? []),
    }),
  })
  outgoing.end(incoming.method === 'HEAD' ? undefined : text)
}

function ensureBuckets(storage: Storage, buckets: ObjectStoreOptions['buckets'], nowMs: number): void {
  for (const { name, objectLock } of buckets) {
    assertBucketName(name)
    const current = storage.index.bucket(name)
    if (current !== undefined && (current.objectLock || !objectLock)) continue
    storage.index.saveBucket({ name, createdAtMs: current?.createdAtMs ?? nowMs, objectLock })
  }
}

async function closeServer(server: Server, storage: Storage, graceMs: number): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), graceMs)
  await new Promise<void>(resolve => {
    server.close(() => resolve())
    server.closeIdleConnections()
  })
  clearTimeout(cut)
  storage.close()
}
