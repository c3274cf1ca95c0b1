// GET /session/{id}/audit, /events, /why

import { whySession } from '#domain/why/why-session.ts'
import { waitingSession } from '../../session/owned-session.ts'
import { subjectRoutes } from '../audit/subject-routes.ts'

export const sessionTrail = subjectRoutes({
  noun: 'Session',
  path: '/session/{id}',
  scopes: ['sessions:read'],
  waits: waitingSession,
  idOf: ({ view }) => view.session.id,
  why: whySession,
})
