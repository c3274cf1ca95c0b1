// Gives a command to a session: decided on what was loaded, and again on a fresh load when it moved on meanwhile.
import { MandateError } from '#domain/errors.ts'
import type { LoadedSession, NewAsset, SessionView } from '#domain/ports/session-ledger.ts'
import type { SessionCommand } from '#domain/session/decide.ts'
import { replayTaken } from '../idempotency/replay-taken.ts'
import { type Answer, json } from '../pipeline/answer.ts'
import { ask } from '../pipeline/ask.ts'
import type { Call } from '../pipeline/call.ts'
import { sessionResource } from '../resources/session-resource.ts'

const TRIES = 20

export interface CommandOptions {
  answer?: (view: SessionView) => Answer
  /** What an `addAsset` adds. */
  asset?: NewAsset
  /** What is answered at last, which may wait; the answer that is kept is `answer`'s. */
  finish?: (view: SessionView) => Promise<Answer>
}

/**
 * @param commandOf the command, or the command for a session as loaded
 * @throws IllegalTransition when its status forbids the command
 */
export async function commandSession<B>(
  call: Call<LoadedSession, B>,
  commandOf: SessionCommand | ((loaded: LoadedSession) => SessionCommand),
  { answer = sessionAnswer, asset, finish }: CommandOptions = {},
): Promise<Answer> {
  let loaded = call.subject
  for (let tried = 0; tried < TRIES; tried++) {
    const command = typeof commandOf === 'function' ? commandOf(loaded) : commandOf
    const written = await call.ports.sessions.command(loaded, command, ask(call, answer), asset)
    if (written === 'key_taken') return replayTaken(call)
    if (written !== 'conflict') return finish === undefined ? answer(written) : finish(written)
    const again = await call.ports.sessions.load(loaded.session.id)
    if (again === undefined) throw new MandateError('NOT_FOUND', 'there is nothing of that id')
    loaded = again
  }
  throw new MandateError('UNAVAILABLE', 'the session moves on too fast; ask again', { retryable: true })
}

function sessionAnswer(view: SessionView): Answer {
  return json(200, sessionResource(view), { etag: `"${view.tag}"` })
}
