// PATCH /session/{id}/blocks/{sequence_id}
import { BlockEditRequest } from '#contracts/session.ts'
import { SessionBlock } from '#contracts/session-block.ts'
import { MandateError } from '#domain/errors.ts'
import type { LoadedSession } from '#domain/ports/session-ledger.ts'
import { AUDIO_LINK_TTL_S, sessionBlocks } from '#queues/session/session-blocks.ts'
import { EXAMPLES } from '../../examples.ts'
import { json } from '../../pipeline/answer.ts'
import type { Call } from '../../pipeline/call.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { commandSession } from '../../session/command-session.ts'
import { loadedSession } from '../../session/owned-session.ts'

export const editBlock = defineRoute<LoadedSession, BlockEditRequest>({
  method: 'patch',
  path: '/session/{id}/blocks/{sequence_id}',
  name: 'editBlock',
  tag: 'Sessions',
  summary: 'Correct a block by hand',
  description:
    'Kept with its author, and the last word: what core says later does not replace it. Until the session is frozen for its document; afterwards a clone takes corrections.',
  scopes: ['sessions:write'],
  subject: loadedSession,
  body: { schema: BlockEditRequest, required: true, limit: 'json', examples: { text: EXAMPLES.blockEdit } },
  answers: [{ status: 200, description: 'As it stands now', schema: SessionBlock, example: EXAMPLES.block }],
  refusals: ['SESSION_CLOSED'],
  async run(call) {
    const sequenceId = sequenceOf(call)
    const { text, restricted, target_placeholder: targetPlaceholder } = call.body
    const { session, view } = call.subject
    if (!view.received.some(([from, to]) => from <= sequenceId && sequenceId <= to)) throw noBlock()
    return commandSession(
      call,
      {
        ...{ type: 'editBlock', sequenceId },
        edit: {
          ...(text === undefined ? {} : { text }),
          ...(restricted === undefined ? {} : { restricted }),
          ...(targetPlaceholder === undefined ? {} : { targetPlaceholder }),
        },
      },
      { finish: async () => json(200, await blockNow(call, session.id, sequenceId)) },
    )
  },
})

function sequenceOf({ context }: Pick<Call, 'context'>): number {
  const text = context.req.param('sequence_id') ?? ''
  if (!/^[1-9]\d{0,7}$/.test(text)) throw noBlock()
  return Number(text)
}

function noBlock(): MandateError {
  return new MandateError('NOT_FOUND', 'there is no block of that sequence number')
}

async function blockNow(
  call: Call<LoadedSession, unknown>,
  id: string,
  sequenceId: number,
): Promise<SessionBlock | undefined> {
  const { caller, ports, subject } = call
  const after = sequenceId - 1
  const found = await ports.sessions.stretch(caller.reader, id, { after, limit: 1 })
  const blocks = await sessionBlocks({
    ...{ ...found, images: [], after, isLast: true, zone: subject.view.clientTimezone },
    seesRestricted: caller.scopes.has('sessions:restricted'),
    linkTo: key => ports.store.presignGet(key, AUDIO_LINK_TTL_S),
  })
  return blocks.find(({ type }) => type !== 'SYSTEM_NOTE')
}
