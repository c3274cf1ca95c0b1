// POST /session/{id}/finalize
import { FinalizeRequest, SessionResource } from '#contracts/session.ts'
import { MandateError } from '#domain/errors.ts'
import type { LoadedSession, SessionView } from '#domain/ports/session-ledger.ts'
import { EXAMPLES } from '../../examples.ts'
import { type Answer, json } from '../../pipeline/answer.ts'
import type { Call } from '../../pipeline/call.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { sessionResource } from '../../resources/session-resource.ts'
import { commandSession } from '../../session/command-session.ts'
import { loadedSession } from '../../session/owned-session.ts'
import { sessionLinks } from '../../session/session-links.ts'
import { settle } from '../../waiting/settle.ts'

const headers = {
  Location: 'Where the session is',
  ETag: 'Its version',
  'Preference-Applied': 'The wait that was granted',
}

export const finalizeSession = defineRoute<LoadedSession, FinalizeRequest | undefined>({
  method: 'post',
  path: '/session/{id}/finalize',
  name: 'finalizeSession',
  tag: 'Sessions',
  summary: 'End a session: from the last chunk to the sealed document',
  description:
    'Drains what is still being worked on, waits a while for announced chunks that are missing, has the document built and signed, and puts audio and documents into custody. Called again it goes on with the same finalization; after `*_FAILED` it tries at once.',
  scopes: ['sessions:write'],
  subject: loadedSession,
  body: {
    schema: FinalizeRequest,
    required: false,
    limit: 'json',
    examples: { 'with what has arrived': {}, 'up to a chunk': EXAMPLES.finalizeRequest },
  },
  prefersWait: true,
  answers: [
    {
      status: 202,
      description: 'Under way; `is_draining` until the document is sealed',
      schema: SessionResource,
      example: { ...EXAMPLES.session, status: 'DRAINING', is_draining: true },
      headers: { ...headers, 'Retry-After': 'Seconds until another look pays' },
    },
    {
      status: 200,
      description: 'With `Prefer: wait`: FINALIZED, BUILD_FAILED or CUSTODY_FAILED',
      schema: SessionResource,
      example: EXAMPLES.sealedSession,
      headers,
    },
  ],
  refusals: ['INVALID_STATE', 'GUARD_FAILED'],
  run: call => {
    const lastSequenceId = call.body?.last_sequence_id
    return commandSession(
      call,
      ({ view }) => ({
        ...{ type: 'finalize', highestReceived: view.received.at(-1)?.[1] ?? 0 },
        ...(lastSequenceId === undefined ? {} : { lastSequenceId }),
      }),
      { answer: acceptedAnswer, finish: view => settled(call, view) },
    )
  },
})

function acceptedAnswer(view: SessionView): Answer {
  return json(202, sessionResource(view), {
    location: `/api/v1/session/${view.session.id}`,
    'retry-after': '1',
    etag: `"${view.tag}"`,
  })
}

/** @throws MandateError GUARD_FAILED for who waits: no document is handed out that guard did not sign */
async function settled(call: Call<LoadedSession, unknown>, view: SessionView): Promise<Answer> {
  const { ports, caller, waitSeconds } = call
  const { id } = view.session
  return settle(call, id, acceptedAnswer(view), async () => {
    const fresh = await ports.sessions.view(caller.reader, id)
    if (fresh === undefined) return undefined
    const { status, failure } = fresh.session
    if (waitSeconds !== undefined && status === 'GUARD_FAILED')
      throw new MandateError('GUARD_FAILED', failure?.detail ?? 'guard did not sign', { retryable: true })
    return { resource: sessionResource(fresh, await sessionLinks(ports.custody, caller, fresh)), tag: fresh.tag }
  })
}
