// Proposes an action in one call: duplicate guard, the kept answer, row, trail and first steps.
import { MandateError } from '#domain/errors.ts'
import type { KeptAnswer } from '#domain/ports/campaign-ledger.ts'
import { entryRow } from '../audit/entry-rows.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'
import { keyRow } from '../idempotency/key-rows.ts'
import { stepRow } from '../step/new-step-rows.ts'
import { actionInsertRow } from './action-insert.ts'
import type { buildAction } from './build-action.ts'

/**
 * @param rehearse looks for all that could refuse it and writes nothing
 * @throws MandateError ALREADY_EXISTS, DUPLICATE_CONTENT, NOT_FOUND (the campaign)
 */
export async function actionPropose(
  sql: Sql,
  { insert, steps }: ReturnType<typeof buildAction>,
  options: { trace: string | undefined; rehearse: boolean; answer?: KeptAnswer },
): Promise<'written' | 'key_taken'> {
  const { action } = insert
  const subject = { tenant: action.tenantId, execution: insert.executionId, trace: options.trace }
  const parameters = {
    row: actionInsertRow(action.id, insert),
    entries: insert.entries.map(entry => entryRow(action.id, action.tenantId, entry)),
    steps: steps.map(step => stepRow(action.id, step, subject)),
    guard_duplicates: insert.payload.allow_duplicate !== true,
    rehearse: options.rehearse,
    ...(options.answer === undefined ? {} : { key: keyRow(action.id, options.answer) }),
  }
  const query = sql.unsafe<{ code: string }[]>(PROPOSE, [JSON.stringify(parameters)], { prepare: true })
  const code = await deadline(query, 6000, 'proposing an action').then(([row]) => row?.code, codeOfRace)
  switch (code) {
    case 'written':
    case 'key_taken':
      return code
    case 'ALREADY_EXISTS':
      throw new MandateError('ALREADY_EXISTS', 'there is an action of this id already')
    case 'DUPLICATE_CONTENT':
      throw duplicateContent()
    case 'NO_CAMPAIGN':
      throw new MandateError('NOT_FOUND', 'there is no such campaign')
    default:
      throw new MandateError('INTERNAL', `propose_action answered ${code}`)
  }
}

export function duplicateContent(): MandateError {
  return new MandateError(
    'DUPLICATE_CONTENT',
    'the same content was proposed for this account within 24 h; payload.allow_duplicate lets it pass',
  )
}

/** Two of the same id at once: the function looks before the other one is committed, the primary key afterwards. */
function codeOfRace(error: unknown): string {
  const taken = error instanceof Error && 'constraint_name' in error && error.constraint_name === 'actions_ledger_pkey'
  if (taken) return 'ALREADY_EXISTS'
  throw error
}

const PROPOSE = 'SELECT governance.propose_action($1::text::jsonb) AS code'
