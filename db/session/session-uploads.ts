// Uploads of a session that go straight to the object store: begun, looked up, ended.
import { randomUUIDv7 as uuid } from 'node:crypto'
import type { NewUpload, SessionLedger, UploadView } from '#domain/ports/session-ledger.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'
import { keyRow } from '../idempotency/key-rows.ts'
import { stepRow } from '../step/new-step-rows.ts'

type Uploads = Pick<SessionLedger, 'startUpload' | 'upload' | 'endUpload'>

/** Whoever completes one at the last moment is not disturbed. */
const GRACE_MS = 60_000

export function sessionUploads(sql: Sql): Uploads {
  const ask = async <Row extends object>(text: string, parameters: string[]): Promise<Row | undefined> => {
    const [row] = await deadline(sql.unsafe<Row[]>(text, parameters, { prepare: true }), 6000, 'asking about an upload')
    return row
  }
  return {
    async startUpload(upload, { actor: by, trace, keep }) {
      const { id, sessionId, tenantId, expiresAt } = upload
      const dueInMs = Math.max(0, expiresAt.getTime() - Date.now()) + GRACE_MS
      const step = { id: uuid(), subjectId: sessionId, kind: 'abort-uploads', dueInMs } as const
      const parameters = {
        ...{ ...columns(upload), by },
        steps: [stepRow(sessionId, step, { tenant: tenantId, execution: sessionId, trace })],
        ...(keep === undefined ? {} : { key: keyRow(id, keep(upload)) }),
      }
      const row = await ask<{ code: 'written' | 'closed' | 'key_taken' }>(START, [JSON.stringify(parameters)])
      return row?.code ?? 'closed'
    },
    async upload(tenantId, sessionId, id) {
      const row = await ask<UploadRow>(FIND, [id, sessionId, tenantId])
      return row && toUpload(row)
    },
    async endUpload(id) {
      await ask(END, [id])
    },
  }
}

function columns(upload: NewUpload) {
  return {
    ...{ id: upload.id, session: upload.sessionId, tenant: upload.tenantId, kind: upload.kind, bytes: upload.bytes },
    ...{ sha256: upload.sha256, content_type: upload.contentType, name: upload.name, object_key: upload.objectKey },
    ...{ store_upload_id: upload.storeUploadId, expires_at: upload.expiresAt.toISOString() },
  }
}

interface UploadRow extends Omit<UploadView, 'name' | 'completedAt' | 'abandonedAt'> {
  name: string | null
  completedAt: Date | null
  abandonedAt: Date | null
}

function toUpload({ name, completedAt, abandonedAt, ...row }: UploadRow): UploadView {
  return {
    ...{ ...row, bytes: Number(row.bytes) },
    ...(name === null ? {} : { name }),
    ...(completedAt === null ? {} : { completedAt }),
    ...(abandonedAt === null ? {} : { abandonedAt }),
  }
}

const START = 'SELECT governance.start_upload($1::text::jsonb) AS code'

const FIND = `
SELECT id, session_id AS "sessionId", tenant_id AS "tenantId", kind, bytes, sha256, content_type AS "contentType", name,
  object_key AS "objectKey", store_upload_id AS "storeUploadId", expires_at AS "expiresAt", completed_at AS "completedAt",
  abandoned_at AS "abandonedAt"
FROM session_uploads
WHERE id = $1::uuid AND session_id = $2::uuid AND tenant_id = $3::uuid`

const END = 'UPDATE session_uploads SET completed_at = clock_timestamp() WHERE id = $1::uuid AND completed_at IS NULL'
