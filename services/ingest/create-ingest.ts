// Puts Ingest together from its parts; the database is its only state.
import type { Hono } from 'hono'
import type { Logger } from 'pino'
import { IngestService } from '#contracts/rpc/mandate/ingest/v1/ingest_pb.ts'
import { MAX_SKELETON_BYTES } from '#contracts/skeleton.ts'
import { createService } from '#services/kernel/create-service.ts'
import { createAssets } from './assets.ts'
import type { IngestConfig } from './config.ts'
import { createS3Documents, NO_DOCUMENTS } from './documents/create-s3-documents.ts'
import type { DocumentSource } from './documents/document-source.ts'
import { ingestRpc } from './ingest-rpc.ts'
import { openDatabase } from './open-database.ts'
import { selfChecks } from './self-checks.ts'

export interface Ingest {
  app: Hono
  close(): void
}

/** Beside the document, what a message takes for its other fields. */
const MESSAGE_ROOM_BYTES = 16 * 1024

export function createIngest(config: IngestConfig, logger: Logger, now: () => Date = () => new Date()): Ingest {
  const db = openDatabase(config.DATA_DIR)
  const assets = createAssets(db, now)
  const documents = documentsOf(config)
  const app = createService({
    name: 'ingest',
    version: '1',
    logger,
    knobs: config.REFERENCE_KNOBS,
    // A call asked again is answered by what is known; there is nothing else to keep.
    idempotent: false,
    rpc: {
      services: [IngestService],
      routes: router => ingestRpc(router, { assets, documents }),
      maxBytes: MAX_SKELETON_BYTES + MESSAGE_ROOM_BYTES,
    },
    selfChecks,
    health: async () => ({ assets: assets.count() }),
  })
  return { app, close: () => db.close() }
}

function documentsOf({ S3_ENDPOINT, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY, ...rest }: IngestConfig): DocumentSource {
  if (S3_ENDPOINT === undefined || S3_ACCESS_KEY_ID === undefined || S3_SECRET_ACCESS_KEY === undefined)
    return NO_DOCUMENTS
  return createS3Documents({ ...rest, S3_ENDPOINT, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY })
}
