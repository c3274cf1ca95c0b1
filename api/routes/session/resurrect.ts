// POST /session/{id}/resurrect
import { SessionResumed } from '#contracts/session.ts'
import type { LoadedSession } from '#domain/ports/session-ledger.ts'
import { EXAMPLES } from '../../examples.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { commandSession } from '../../session/command-session.ts'
import { loadedSession } from '../../session/owned-session.ts'
import { resumedAnswer } from './resume.ts'

export const resurrectSession = defineRoute<LoadedSession>({
  method: 'post',
  path: '/session/{id}/resurrect',
  name: 'resurrectSession',
  tag: 'Sessions',
  summary: 'Go on with a session that was given up as abandoned',
  description: 'Everything that was acknowledged is there. Whoever goes on has a new epoch.',
  scopes: ['sessions:write'],
  subject: loadedSession,
  answers: [{ status: 200, description: 'RECORDING again', schema: SessionResumed, example: EXAMPLES.resumed }],
  refusals: ['INVALID_STATE'],
  run: call => commandSession(call, { type: 'resurrect' }, { answer: resumedAnswer }),
})
