// GET /actions/{id}/media
import { z } from 'zod'
import { ActionMedium } from '#contracts/action-media.ts'
import type { ActionView } from '#domain/ports/action-view.ts'
import { mediaOf } from '../../actions/media-of.ts'
import { EXAMPLES } from '../../examples.ts'
import { json } from '../../pipeline/answer.ts'
import { defineRoute } from '../../pipeline/route.ts'

export const actionMedia = defineRoute<ActionView>({
  method: 'get',
  path: '/actions/{id}/media',
  name: 'actionMedia',
  tag: 'Actions',
  summary: 'Its media, as they were hashed',
  description:
    'A preview is made of the bytes whose hash is in the digest, and of no others: what lies behind an address by now may be something else. Where none was kept, `preview` says why.',
  scopes: ['actions:read'],
  subject: (ports, caller, id) => ports.actions.view(caller.reader, id),
  answers: [
    {
      status: 200,
      description: 'In the order of the payload',
      schema: z.object({ data: z.array(ActionMedium) }),
      example: { data: [EXAMPLES.actionMedium] },
    },
  ],
  run: async ({ ports, subject }) => json(200, { data: await mediaOf(ports.store, subject) }),
})
