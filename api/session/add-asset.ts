// Makes a picture whose bytes are in the object store one of the session's; a worker looks at it then.
import type { AssetFields } from '#contracts/session.ts'
import type { AssetView, LoadedSession, NewAsset } from '#domain/ports/session-ledger.ts'
import { decideSession, type SessionCommand } from '#domain/session/decide.ts'
import { type Answer, json } from '../pipeline/answer.ts'
import type { Call } from '../pipeline/call.ts'
import { assetResource } from '../resources/asset-resource.ts'
import { commandSession } from './command-session.ts'

type Bytes = Pick<NewAsset, 'id' | 'originalKey' | 'sha256' | 'bytes' | 'name'>

/** @throws IllegalTransition SESSION_CLOSED */
export async function addAsset<B>(call: Call<LoadedSession, B>, bytes: Bytes, fields: AssetFields): Promise<Answer> {
  const { sequence_id: sequenceId, captured_at, target_placeholder: targetPlaceholder, caption } = fields
  const asset: NewAsset = {
    ...bytes,
    capturedAt: captured_at === undefined ? new Date() : new Date(captured_at),
    ...(sequenceId === undefined ? {} : { sequenceId }),
    ...(targetPlaceholder === undefined ? {} : { targetPlaceholder }),
    ...(caption === undefined ? {} : { caption }),
  }
  const { session } = call.subject
  const view: AssetView = { ...asset, sessionId: session.id, status: 'PROCESSING', createdAt: new Date() }
  const answer = () => assetAnswer(202, view)
  return commandSession(call, addCommand(asset), { asset, answer })
}

/** Before anything is put anywhere. @throws IllegalTransition SESSION_CLOSED */
export function demandTakesAssets({ session }: LoadedSession): void {
  decideSession(session, addCommand({ id: '', sha256: '', bytes: 0 }))
}

function addCommand({ id: assetId, sha256, bytes }: Pick<NewAsset, 'id' | 'sha256' | 'bytes'>): SessionCommand {
  return { type: 'addAsset', assetId, sha256, bytes }
}

export function assetAnswer(status: 200 | 202, view: AssetView): Answer {
  const location = `/api/v1/session/${view.sessionId}/assets/${view.id}`
  return json(status, assetResource(view), { location, ...(status === 202 ? { 'retry-after': '1' } : {}) })
}
