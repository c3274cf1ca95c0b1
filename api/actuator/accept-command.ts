// A command that came in signed: token, repeat, approval, digest, switch, in the contract's order, and then it is accepted.
import { createHash } from 'node:crypto'
import type { ExecuteRequest } from '#contracts/command.ts'
import type { JsonObject } from '#domain/audit-entry.ts'
import { MandateError } from '#domain/errors.ts'
import type { LoadedAction } from '#domain/ports/action-ledger.ts'
import type { ActionView } from '#domain/ports/action-view.ts'
import type { Call } from '../pipeline/call.ts'
import { carriedBy } from '../pipeline/carried-by.ts'

const TRIES = 8

/** @returns the action as it stands: just queued, or wherever the same command has brought it before */
export async function acceptCommand(call: Call<undefined, ExecuteRequest>): Promise<ActionView> {
  const { ports, caller, body, bytes, context, trace } = call
  const signature = context.req.header('x-command-signature')
  ports.commands.demandSignature(bytes, signature)
  const { action_id: actionId, command_token } = body
  const token = await ports.commands.readToken(command_token, { tenantId: caller.tenantId, actionId })
  const bodySha256 = createHash('sha256').update(bytes).digest('hex')
  for (let tried = 0; tried < TRIES; tried++) {
    const { accepted, loaded } = await ports.actions.findCommand(caller.tenantId, actionId, token.jti)
    if (accepted !== undefined) return repeated(accepted, bodySha256, loaded)
    const approved = demandApproved(loaded)
    demandDigest(call, approved, token.digest)
    const command = {
      ...{ jti: token.jti, digest: token.digest, bodySha256, publicKey: token.publicKey as JsonObject },
      ...{ body: new TextDecoder().decode(bytes), signature: signature ?? '' },
    }
    const asked = { actor: caller.actor, trace: carriedBy(trace) }
    const written = await ports.actions.execute(approved, command, asked)
    if (written !== 'conflict' && written !== 'jti_taken') return written
  }
  throw new MandateError('UNAVAILABLE', 'the action moves on too fast; ask again', { retryable: true })
}

/** Accepted before: the very same answers again, and nothing happens twice. */
function repeated(accepted: { bodySha256: string }, bodySha256: string, loaded: LoadedAction | undefined): ActionView {
  if (accepted.bodySha256 === bodySha256 && loaded !== undefined) return loaded.view
  throw new MandateError('COMMAND_REPLAYED', 'this command was accepted before, with another body')
}

/** An unknown id is refused in the same words: who may not run it learns nothing. */
function demandApproved(loaded: LoadedAction | undefined): LoadedAction {
  if (loaded?.action.status === 'APPROVED_BY_HUMAN') return loaded
  throw new MandateError(
    'ACTION_NOT_APPROVED',
    'there is no action of that id that people have approved and nobody has run',
  )
}

/** What was sent, what enterprise signed, and what people approved are one. */
function demandDigest(
  { ports, body, raw }: Call<undefined, ExecuteRequest>,
  loaded: LoadedAction,
  signed: string,
): void {
  // The digest is over the payload as sent, so no default may slip in.
  const { payload } = raw as { payload: JsonObject }
  const { platform, governance_hash: governanceHash } = body
  const sent = ports.actions.digestOf(loaded, { platform, payload, governanceHash })
  if (sent === signed && signed === loaded.action.digest) return
  throw new MandateError('COMMAND_DIGEST_MISMATCH', 'what was sent, signed and approved is not one and the same')
}
