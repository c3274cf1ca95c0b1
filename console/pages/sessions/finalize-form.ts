// Ending a session: up to which piece, and what is missing before that.
import { html } from 'hono/html'
import type { Problem } from '#contracts/problem.ts'
import type { SessionResource } from '#contracts/session.ts'
import { field, wrongAt } from '../../parts/field.ts'
import type { Markup } from '../../parts/markup.ts'
import { refusalNotice } from '../../parts/refusal.ts'
import type { Person } from '../../person.ts'
import { workForm } from './form-parts.ts'
import { missingOf } from './state-card.ts'

export interface FinalizeFormOf {
  person: Person
  session: SessionResource
  typed?: string
  problem?: Problem | undefined
}

export function finalizeForm({ person, session, typed, problem }: FinalizeFormOf): Markup {
  const base = `/console/sessions/${session.session_id}`
  const highest = session.received.at(-1)?.[1]
  const missing = missingOf(session)
  return html`${problem === undefined ? '' : refusalNotice({ problem })}
  ${missing === 0 ? '' : html`<div class="notice warn"><p><strong>Missing: ${missing} ${missing === 1 ? 'piece' : 'pieces'}</strong> (${session.gaps.map(({ from, to }) => (from === to ? `${from}` : `${from}–${to}`)).join(', ')}). They are waited for a short while; what does not come then is named in the document as missing audio.</p></div>`}
  ${(session.counts.AUDIO_PENDING ?? 0) > 0 ? html`<p class="notice warn">${session.counts.AUDIO_PENDING} of the pieces are not written down. The document will have a link to their audio instead.</p>` : ''}
  ${workForm({
    ...{ person, action: `${base}/finalize`, button: 'Finalize', back: base, isPart: false },
    content: html`${field({
      ...{ name: 'last_sequence_id', label: 'Last piece that was sent', type: 'number', value: typed ?? highest ?? '' },
      hint: 'The highest that has arrived, unless you know of a later one.',
      wrong: wrongAt(problem, '/last_sequence_id'),
    })}<p>Afterwards nothing is taken any more; a sealed document is corrected in a new version of it.</p>`,
  })}`
}
