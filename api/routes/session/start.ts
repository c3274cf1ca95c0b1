// POST /session/start
import { randomUUIDv7 as uuid } from 'node:crypto'
import { SessionStart, SessionStarted } from '#contracts/session.ts'
import { MandateError } from '#domain/errors.ts'
import type { NewSession, SessionView } from '#domain/ports/session-ledger.ts'
import { EXAMPLES } from '../../examples.ts'
import { replayTaken } from '../../idempotency/replay-taken.ts'
import { type Answer, json } from '../../pipeline/answer.ts'
import { ask } from '../../pipeline/ask.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { sessionResource } from '../../resources/session-resource.ts'

export const startSession = defineRoute<undefined, SessionStart>({
  method: 'post',
  path: '/session/start',
  name: 'startSession',
  tag: 'Sessions',
  summary: 'Start a recording session',
  description:
    'The tenant’s configuration in force is pinned: skeleton with its exact version, adapter, style, zone and table maps, model version. It never changes afterwards. `locale` is the language that is spoken and that dates are written in, a BCP 47 tag; `en` unless said.',
  scopes: ['sessions:write'],
  body: { schema: SessionStart, required: true, limit: 'json', examples: { meeting: EXAMPLES.sessionStart } },
  answers: [
    {
      status: 201,
      description: 'RECORDING',
      schema: SessionStarted,
      example: { ...EXAMPLES.session, ...EXAMPLES.nothingReceived, new_model_available: false },
      headers: { Location: 'Where the session is', ETag: 'Its version' },
    },
  ],
  refusals: ['TENANT_NOT_CONFIGURED'],
  async run(call) {
    const { body, caller, ports, settings } = call
    const config = await ports.sessions.configInForce(caller.tenantId, body.skeleton_id)
    if (config === undefined)
      throw new MandateError('TENANT_NOT_CONFIGURED', 'the tenant has no configuration with that skeleton in force')
    const newModel = await ports.newModelOf(caller.tenantId)
    const session: NewSession = {
      ...{ id: uuid(), tenantId: caller.tenantId, executionId: uuid(), clientTimezone: body.client_timezone },
      ...(body.title === undefined ? {} : { title: body.title }),
      ...(body.template_id === undefined ? {} : { templateId: body.template_id }),
      pinned: { ...config, modelVersion: newModel ?? settings.modelVersion, locale: body.locale ?? LOCALE },
    }
    const answer = (view: SessionView) => startedAnswer(view, newModel !== undefined)
    const written = await ports.sessions.start(session, ask(call, answer))
    return written === 'key_taken' ? replayTaken(call) : answer(written)
  },
})

/** Where the client names no language. */
const LOCALE = 'en'

function startedAnswer(view: SessionView, newModelAvailable: boolean): Answer {
  return json(
    201,
    { ...sessionResource(view), new_model_available: newModelAvailable },
    { location: `/api/v1/session/${view.session.id}`, etag: `"${view.tag}"` },
  )
}
