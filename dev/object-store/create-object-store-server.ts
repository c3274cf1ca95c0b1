// The place where the parts become a server: each request is authenticated, routed, run and answered in one straight line.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import { assertBucketName } from './buckets.ts'
import type { S3Answer } from './call.ts'
import { corsHeaders, preflightHeaders } from './cors.ts'
import { openRequestBody } from './request-body.ts'
import { respond, respondError } from './respond.ts'
import { findRoute } from './routes.ts'
import { S3Error } from './s3-error.ts'
import { parseS3Request, type S3Request } from './s3-request.ts'
import { type Credentials, createAuthenticate } from './sigv4.ts'
import { openStorage, type Storage } from './storage.ts'

export interface ObjectStoreOptions {
  /** The folder that holds everything; one process at a time. */
  dataDir: string
  credentials: Credentials
  /** Made at start when they are not there; a lock is never taken off again, nor are versions ever left out again. */
  buckets: readonly { name: string; objectLock: boolean; versions?: boolean }[]
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
  const forgetting = await forgetUploads(storage, now, options.logger)
  const context = { ...options, storage, now, authenticate: createAuthenticate(options.credentials) }
  const server = createServer({ keepAliveTimeout: 60_000, requestTimeout: 15 * 60_000 })
  const serve = (asksFirst: boolean) => (incoming: IncomingMessage, outgoing: ServerResponse) =>
    void handle(context, incoming, outgoing, asksFirst).catch(error => {
      options.logger.error({ event: 's3.failure', err: error })
      outgoing.destroy()
    })
  server.on('request', serve(false))
  // A client that asks before it sends learns of a bad signature before it has sent its gigabytes.
  server.on('checkContinue', serve(true))
  const close = (graceMs = 5000) => {
    clearInterval(forgetting)
    return closeServer(server, storage, graceMs)
  }
  return { server, close }
}

type Context = ObjectStoreOptions & {
  storage: Storage
  now: () => number
  authenticate: ReturnType<typeof createAuthenticate>
}

interface Seen {
  operation: string
  request: S3Request | undefined
  code: string | undefined
}

async function handle(context: Context, incoming: IncomingMessage, outgoing: ServerResponse, asksFirst: boolean) {
  const startedMs = performance.now()
  const seen: Seen = { operation: 'unknown', request: undefined, code: undefined }
  const common = () => ({
    Server: 'mandate-object-store',
    ...(seen.request && {
      'x-amz-request-id': seen.request.id,
      ...corsHeaders(seen.request, context.corsOrigins ?? []),
    }),
  })
  try {
    const said = await answer(context, incoming, seen, () => asksFirst && outgoing.writeContinue())
    await respond(outgoing, said, common())
  } catch (error) {
    seen.code = error instanceof S3Error ? error.code : isGone(incoming, outgoing) ? 'ClientGone' : 'InternalError'
    if (seen.code === 'InternalError')
      context.logger.error({ event: 's3.failure', request: seen.request?.id, err: error })
    respondError(outgoing, error, { path: seen.request?.path, id: seen.request?.id }, common())
  }
  if (seen.operation !== 'livez') logRequest(context.logger, seen, outgoing.statusCode, performance.now() - startedMs)
}

/** The client closed the connection while it sent or while it was sent to. */
const isGone = (incoming: IncomingMessage, outgoing: ServerResponse) =>
  (incoming.destroyed && !incoming.complete) || (outgoing.destroyed && !outgoing.writableFinished)

function logRequest(logger: Logger, { request, operation, code }: Seen, status: number, ms: number): void {
  const { id, bucket, key } = request ?? {}
  logger.info({ event: 's3.request', request: id, operation, bucket, key, status, code, ms: Math.round(ms * 10) / 10 })
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
  const signed = context.authenticate(request, context.now())
  const route = findRoute(request)
  seen.operation = route.name
  return route.run({
    request,
    bucket: request.bucket ?? '',
    key: request.key ?? '',
    body: openRequestBody(request, signed, beforeReading, route.checksumsOf),
    storage: context.storage,
    region: context.credentials.region,
    maxObjectBytes: context.maxObjectBytes ?? S3_MAX_PUT_BYTES,
    presigned: signed.presigned,
    now: context.now,
  })
}

function ensureBuckets(storage: Storage, buckets: ObjectStoreOptions['buckets'], nowMs: number): void {
  for (const { name, objectLock: locked, versions = false } of buckets) {
    assertBucketName(name)
    const current = storage.index.bucket(name)
    const objectLock = locked || current?.objectLock === true
    const versioning = objectLock || versions ? 'Enabled' : (current?.versioning ?? 'Off')
    storage.index.saveBucket({ name, createdAtMs: current?.createdAtMs ?? nowMs, objectLock, versioning })
  }
}

const UPLOAD_LIFETIME_MS = 24 * 3_600_000
const FORGET_EVERY_MS = 10 * 60_000

/** What nobody has completed in a day nobody will, and its parts fill the disk; looks now and from time to time. */
async function forgetUploads(storage: Storage, now: () => number, logger: Logger): Promise<NodeJS.Timeout> {
  const forget = () => storage.uploads.removeStartedBefore(now() - UPLOAD_LIFETIME_MS)
  await forget()
  const again = () => void forget().catch(error => logger.error({ event: 's3.failure', err: error }))
  return setInterval(again, FORGET_EVERY_MS).unref()
}

async function closeServer(server: Server, storage: Storage, graceMs: number): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), graceMs)
  await new Promise<void>(resolve => {
    server.close(() => resolve())
    server.closeIdleConnections()
  })
  clearTimeout(cut)
  await storage.close()
}
