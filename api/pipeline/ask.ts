// Who asks the ledger, under which trace, and which answer is kept with the change.
import type { Ask } from '#domain/ports/campaign-ledger.ts'
import type { Answer } from './answer.ts'
import type { Call } from './call.ts'
import { carriedBy } from './carried-by.ts'

type AskingCall = Pick<Call<unknown, unknown, unknown>, 'caller' | 'trace' | 'keyed'>

/** @param answerOf the answer to keep, made from what the statement is about to make true */
export function ask<View>({ caller, trace, keyed }: AskingCall, answerOf: (after: View) => Answer): Ask<View> {
  return {
    actor: caller.actor,
    trace: carriedBy(trace),
    ...(keyed === undefined ? {} : { keep: (after: View) => keyed.kept(answerOf(after)) }),
  }
}
