// POST /session/{id}/upload-asset
import { randomUUIDv7 as uuid } from 'node:crypto'
import { AssetFields, AssetResource } from '#contracts/session.ts'
import { MandateError } from '#domain/errors.ts'
import { ObjectStoreError } from '#domain/ports/object-store.ts'
import type { LoadedSession } from '#domain/ports/session-ledger.ts'
import { deleteForGood } from '#queues/session/delete-for-good.ts'
import { PICTURE_HEAD_BYTES, type PictureType } from '#queues/session/picture-type.ts'
import { demandOwnTenant } from '../../body/demand-own-tenant.ts'
import { inputErrors, invalid } from '../../body/input-errors.ts'
import { type SpooledForm, spoolForm } from '../../body/spool-form.ts'
import { EXAMPLES } from '../../examples.ts'
import type { Answer } from '../../pipeline/answer.ts'
import type { Call } from '../../pipeline/call.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { addAsset, demandTakesAssets } from '../../session/add-asset.ts'
import { originalKey } from '../../session/asset-keys.ts'
import { demandPicture } from '../../session/demand-picture.ts'
import { fileName } from '../../session/file-name.ts'
import { loadedSession } from '../../session/owned-session.ts'

const FIELDS = {
  sequence_id: 'The chunk that it follows; without, it stands by its time',
  captured_at: 'When it was taken, RFC 3339; now, unless said',
  target_placeholder: 'Where in the document it goes',
  caption: 'What stands under it',
  tenant_id: 'The own one',
}

export const uploadAsset = defineRoute<LoadedSession>({
  method: 'post',
  path: '/session/{id}/upload-asset',
  name: 'uploadAsset',
  tag: 'Sessions',
  summary: 'Add a picture',
  description:
    'A form with the file `file`: JPEG, PNG, WebP, GIF or TIFF by its first bytes, at most 25 MiB; what is larger goes through `uploads`. A worker then turns it upright, makes it at most 1920 pixels long, takes its metadata away and keeps one of all that are the same; the outcome is in `assets`. Until then the session is not built.',
  scopes: ['sessions:write'],
  subject: loadedSession,
  stream: { mediaTypes: [], field: 'file', fields: FIELDS, required: [] },
  answers: [
    {
      status: 202,
      description: 'PROCESSING',
      schema: AssetResource,
      example: EXAMPLES.newAsset,
      headers: { Location: 'Where the picture is', 'Retry-After': 'Seconds' },
    },
  ],
  refusals: ['SESSION_CLOSED'],
  async run(call) {
    let type: PictureType | undefined
    const form = await spoolForm(call.context, {
      ...{ field: 'file', fields: Object.keys(FIELDS), maxBytes: call.settings.assetLimitBytes },
      headBytes: PICTURE_HEAD_BYTES,
      look: async head => {
        type = await demandPicture(head)
      },
    })
    try {
      return await take(call, form, type ?? 'image/jpeg')
    } finally {
      await form.discard()
    }
  },
})

async function take(
  call: Call<LoadedSession>,
  { fields, fileName: called, open, ...bytes }: SpooledForm,
  contentType: PictureType,
): Promise<Answer> {
  const given = { more: JSON.stringify([called, fields, bytes.sha256]), bytes: new Uint8Array() }
  const replayed = await call.replayFor?.(given)
  if (replayed !== undefined) return replayed
  demandOwnTenant(call.caller, fields)
  const said = parseFields(fields)
  demandTakesAssets(call.subject)
  const id = uuid()
  const name = fileName(called)
  const key = originalKey(call.subject.session, id)
  await keep(call, key, { contentType, open, ...bytes })
  const asset = { id, originalKey: key, sha256: bytes.sha256, bytes: bytes.bytes }
  try {
    return await addAsset(call, { ...asset, ...(name === undefined ? {} : { name }) }, said)
  } catch (error) {
    // Closed meanwhile: nobody would come for it. What can't be deleted now is found by its place when the session is sealed, and so is
    // what a write leaves that timed out: it may have been made, and then the picture is one of the session's.
    if (error instanceof MandateError && !error.retryable)
      await deleteForGood(call.ports.store, key).catch(() => undefined)
    throw error
  }
}

function parseFields({ tenant_id: _, ...fields }: Record<string, string>): AssetFields {
  const parsed = AssetFields.safeParse(fields)
  if (!parsed.success) throw invalid(inputErrors(parsed.error.issues))
  return parsed.data
}

type Kept = Pick<SpooledForm, 'open' | 'bytes' | 'sha256'> & { contentType: string }

/** In the store before it is in the ledger: what is acknowledged can be read. */
async function keep({ ports }: Call<LoadedSession>, key: string, { open, contentType, bytes, sha256 }: Kept) {
  try {
    await ports.store.put(key, open(), { contentType, bytes, sha256 })
  } catch (cause) {
    if (!(cause instanceof ObjectStoreError)) throw cause
    throw new MandateError('UNAVAILABLE', 'the picture can’t be kept just now; send it again', {
      ...{ cause, retryable: true },
    })
  }
}
