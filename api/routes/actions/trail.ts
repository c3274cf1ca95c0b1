// GET /actions/{id}/audit, /events, /why
import { whyAction } from '#domain/why/why-action.ts'
import { subjectRoutes } from '../audit/subject-routes.ts'

export const actionTrail = subjectRoutes({
  noun: 'Action',
  path: '/actions/{id}',
  scopes: ['actions:read'],
  waits: (ports, caller, id) => ports.actions.waits(caller.reader, id),
  idOf: ({ view }) => view.action.id,
  why: whyAction,
})
