// What a person is told of a session.
import type { Session } from '../../resources/shapes.ts'
import type { Context } from '../context.ts'

export function tellSession(out: Context['out'], session: Session) {
  out.one(session, [
    ['session', session.session_id],
    ['status', session.status],
    ['title', session.title],
    ['zone', session.client_timezone],
    ['received', session.received?.map(([from, to]) => (from === to ? from : `${from}-${to}`)).join(' ')],
    ['gaps', session.gaps?.map(({ from, to, reason }) => `${from}-${to} ${reason}`).join(', ')],
    ['document', session.document_url],
    ['integrity', session.integrity_hash],
    ['snapshot', session.snapshot_id],
    ['failure', session.failure && JSON.stringify(session.failure)],
  ])
}
