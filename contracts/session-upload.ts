// Uploads straight to the object store, for what exceeds the limit of a request.
import { z } from 'zod'
import { UPLOAD_KINDS } from '../domain/session/upload.ts'
import { Sha256, Timestamp, text, Uuid } from './primitives.ts'
import { AssetFields, ChunkHead } from './session.ts'

/** `POST /session/{id}/uploads` */
export const UploadRequest = z.strictObject({
  kind: z.enum(UPLOAD_KINDS),
  /** How long it is, exactly. */
  bytes: z.int().min(1).max(5_000_000_000),
  /** Of all its bytes, hexadecimal. */
  sha256: z.string().toLowerCase().pipe(Sha256),
  /** Of audio; without, and for pictures in any case, its first bytes tell. */
  content_type: text(200).optional(),
  /** What a picture is called. */
  name: text(500).optional(),
})
export type UploadRequest = z.infer<typeof UploadRequest>

/** The answer: PUT each part to its URL, with exactly so many bytes, and keep the `ETag` that comes back. */
export const UploadStarted = z.object({
  upload_id: Uuid,
  session_id: Uuid,
  kind: z.enum(UPLOAD_KINDS),
  bytes: z.int(),
  sha256: Sha256,
  parts: z.array(z.object({ part: z.int().min(1), bytes: z.int().min(1), url: z.url() })),
  /** What is not completed by then is given up. */
  expires_at: Timestamp,
})
export type UploadStarted = z.infer<typeof UploadStarted>

const Parts = z
  .array(z.strictObject({ part: z.int().min(1).max(10_000), etag: text(200) }))
  .min(1)
  .max(10_000)

const { sequence_id, started_at, duration_ms, epoch } = ChunkHead.shape
/** Of audio: what an append says of it. */
export const AudioCompletion = z.strictObject({ parts: Parts, sequence_id, started_at, duration_ms, epoch })
/** Of a picture: what an upload-asset says of it. */
export const AssetCompletion = AssetFields.extend({ parts: Parts })

/** Every member that either may have, so that what neither knows is refused before anything is looked up. */
export const CompletionMembers = z.strictObject({
  ...AssetCompletion.shape,
  ...AudioCompletion.partial().shape,
  parts: Parts,
})

/** `POST /session/{id}/uploads/{upload_id}/complete`: the kind that was begun decides which. */
export const UploadCompletion = z.union([AudioCompletion, AssetCompletion])
