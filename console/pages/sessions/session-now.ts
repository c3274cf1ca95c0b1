// The part of a session's page that changes by itself: its state, its sealed document, and the end of its transcript.
import { html } from 'hono/html'
import type { SessionResource } from '#contracts/session.ts'
import type { Api } from '../../http/api.ts'
import type { Markup } from '../../parts/markup.ts'
import { may, type Person } from '../../person.ts'
import type { BlockView } from './block-item.ts'
import { sealed } from './sealed.ts'
import { stateCard, type WhyShown } from './state-card.ts'
import { transcriptBefore, transcriptEnd } from './transcript-window.ts'
import { FAILED, OPEN } from './words.ts'

export interface Looking {
  api: Api
  person: Person
}

/** Either the end, from the chunk that the page began behind, or a window before a chunk. */
export type Part = { begun: number } | { before: number }

export async function sessionNow({ api, person }: Looking, session: SessionResource, part: Part): Promise<Markup> {
  const { status, session_id: id, client_timezone: zone } = session
  const view = blockView(session, person)
  const tells = status === 'DRAINING' || FAILED.includes(status)
  const [why, said] = await Promise.all([
    tells ? api.look<WhyShown>(`/session/${id}/why`) : undefined,
    'begun' in part
      ? transcriptEnd(api, session, { ...part, view })
      : transcriptBefore(api, session, { ...part, view }),
  ])
  return html`${stateCard({ session, person, why: why?.ok ? why.body : undefined })}
    ${sealed(session)}
    <section class="said" aria-labelledby="said-title">
      <h2 id="said-title">Transcript <span class="soft small">times in ${zone}</span></h2>
      ${said}
      ${'before' in part ? html`<p><a class="button" href="/console/sessions/${id}">To the newest</a></p>` : ''}
    </section>`
}

export function blockView(session: SessionResource, person: Person): BlockView {
  return {
    sessionId: session.session_id,
    mayEdit: may(person, 'sessions:write') && OPEN.includes(session.status),
    seesRestricted: may(person, 'sessions:restricted'),
  }
}
