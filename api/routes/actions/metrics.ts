// GET /actions/{id}/metrics
import { z } from 'zod'
import { MetricValues } from '#contracts/learning.ts'
import { JsonObject, Timestamp } from '#contracts/primitives.ts'
import { allowedActionCommands } from '#domain/action/allowed-commands.ts'
import { IllegalTransition } from '#domain/errors.ts'
import type { ActionView } from '#domain/ports/action-view.ts'
import { json } from '../../pipeline/answer.ts'
import { defineRoute } from '../../pipeline/route.ts'

const Metrics = z.object({
  collected_at: Timestamp.nullable(),
  next_at: Timestamp.optional(),
  values: MetricValues,
  raw: JsonObject.nullable(),
  /** Oldest first, the newest 200. */
  history: z.array(z.object({ collected_at: Timestamp, values: MetricValues })),
})

export const actionMetrics = defineRoute<ActionView>({
  method: 'get',
  path: '/actions/{id}/metrics',
  name: 'actionMetrics',
  tag: 'Actions',
  summary: 'How a published action does',
  description: 'From the ledger, never a live call; before the first collection `collected_at` is null.',
  scopes: ['actions:read'],
  subject: (ports, caller, id) => ports.actions.view(caller.reader, id),
  answers: [
    {
      status: 200,
      description: 'The newest collection, and those before it',
      schema: Metrics,
      example: { collected_at: null, values: {}, raw: null, history: [] },
    },
  ],
  refusals: ['INVALID_STATE'],
  run: async ({ subject, ports, caller }) => {
    const { status } = subject.action
    if (status !== 'COMPLETED')
      throw new IllegalTransition(
        'metrics',
        status,
        allowedActionCommands(status),
        'INVALID_STATE',
        'only what is published has metrics',
      )
    const { latest, history, nextAt } = await ports.actions.metrics(caller.reader, subject.action.id)
    return json(200, {
      collected_at: latest?.collectedAt.toISOString() ?? null,
      ...(nextAt === undefined ? {} : { next_at: nextAt.toISOString() }),
      values: latest?.figures ?? {},
      raw: latest?.raw ?? null,
      history: history.map(({ collectedAt, figures }) => ({
        collected_at: collectedAt.toISOString(),
        values: figures,
      })),
    })
  },
})
