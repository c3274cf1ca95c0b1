// Gives a command to an action: decided on what was loaded, and again on a fresh load when it moved on meanwhile.
import type { ActionCommand } from '#domain/action/decide.ts'
import { MandateError } from '#domain/errors.ts'
import { type ExpectedVersions, isExpected } from '#domain/expected-versions.ts'
import type { LoadedAction } from '#domain/ports/action-ledger.ts'
import type { ActionView } from '#domain/ports/action-view.ts'
import type { Ask, Written } from '#domain/ports/campaign-ledger.ts'
import { replayTaken } from '../idempotency/replay-taken.ts'
import { type Answer, json } from '../pipeline/answer.ts'
import { ask } from '../pipeline/ask.ts'
import type { Call } from '../pipeline/call.ts'
import { actionResource } from '../resources/action-resource.ts'
import { settle } from '../waiting/settle.ts'

const TRIES = 8

/**
 * @param expected versions of the action that the command may have been made for; absent: whichever it has
 * @returns 200 with the action as it stands after the command; with `Prefer: wait` once it is settled
 * @throws MandateError of decideAction, or VERSION_CONFLICT
 */
export function commandAction<B>(
  call: Call<LoadedAction, B>,
  command: ActionCommand,
  expected?: ExpectedVersions,
): Promise<Answer> {
  return writeAction(call, (loaded, asked) => call.ports.actions.command(loaded, command, asked), expected)
}

/** The same for whatever else is decided on the action as it was loaded. */
export async function writeAction<B>(
  call: Call<LoadedAction, B>,
  write: (loaded: LoadedAction, asked: Ask<ActionView>) => Promise<Written<ActionView>>,
  expected?: ExpectedVersions,
): Promise<Answer> {
  let loaded = call.subject
  for (let tried = 0; tried < TRIES; tried++) {
    // Written is only what was looked at here: whatever changes it in between is a conflict, and comes by once more.
    demandExpected(loaded.version, expected)
    const written = await write(loaded, ask(call, actionAnswer))
    if (written === 'key_taken') return replayTaken(call)
    const { id, tenantId } = loaded.action
    if (written !== 'conflict') return settle(call, id, actionAnswer(written), () => freshAction(call, id))
    const again = await call.ports.actions.load(tenantId, id)
    if (again === undefined) throw new MandateError('NOT_FOUND', 'there is nothing of that id')
    loaded = again
  }
  throw new MandateError('UNAVAILABLE', 'the action moves on too fast; ask again', { retryable: true })
}

function demandExpected(version: number, expected: ExpectedVersions | undefined): void {
  if (isExpected(version, expected)) return
  throw new MandateError('VERSION_CONFLICT', `the action has meanwhile version ${version}`, {
    members: { newest: { version } },
  })
}

function actionAnswer(view: ActionView): Answer {
  return json(200, actionResource(view), { etag: `"${view.tag}"` })
}

async function freshAction({ ports, caller }: Pick<Call, 'ports' | 'caller'>, id: string) {
  const view = await ports.actions.view(caller.reader, id)
  return view && { resource: actionResource(view), tag: view.tag }
}
