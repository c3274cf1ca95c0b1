// Who speaks, about what, and whether it is restricted, from a moment on.
import { html } from 'hono/html'
import type { Problem } from '#contracts/problem.ts'
import type { ContextRequest } from '#contracts/session.ts'
import { csrfField } from '../../parts/csrf-field.ts'
import { field, wrongAt } from '../../parts/field.ts'
import type { Markup } from '../../parts/markup.ts'
import { refusalNotice } from '../../parts/refusal.ts'
import type { Person } from '../../person.ts'
import { wallTime } from './wall-time.ts'

export type ContextTyped = Partial<
  Record<'speaker' | 'topic' | 'restricted' | 'from' | 'no_speaker' | 'no_topic', string>
>

export interface ContextFormOf {
  person: Person
  sessionId: string
  zone: string
  /** Where it is drawn: on the session's page, or in the dialog as well. */
  place: 'context' | 'work-content'
  typed?: ContextTyped
  problem?: Problem | undefined
}

export function contextForm({ person, sessionId, zone, place, typed = {}, problem }: ContextFormOf): Markup {
  const action = `/console/sessions/${sessionId}/context`
  const id = (name: string) => `${place}-${name}`
  return html`<form class="fields" method="post" action="${action}?place=${place}" hx-post="${action}?place=${place}" hx-target="#${place}" hx-swap="innerHTML">
    ${csrfField(person)}
    ${problem === undefined ? '' : refusalNotice({ problem })}
    <div class="field"><label for="${id('speaker')}">Who speaks</label>
      <input id="${id('speaker')}" name="speaker" value="${typed.speaker ?? ''}" list="speakers" maxlength="200" autocomplete="off"${place === 'context' ? html` data-key="s"` : ''} /></div>
    ${field({ name: 'topic', id: id('topic'), label: 'Topic', value: typed.topic ?? '', max: 500, wrong: wrongAt(problem, '/topic') })}
    ${field({
      ...{ name: 'restricted', id: id('restricted'), label: 'In confidence', value: typed.restricted ?? '' },
      options: [
        ['', 'As it is'],
        ['yes', 'Restricted from then on'],
        ['no', 'Not restricted from then on'],
      ],
    })}
    <div class="field"><label for="${id('from')}">From when</label>
      <p class="hint" id="${id('from-hint')}">Time in ${zone}; empty: now.</p>
      <input id="${id('from')}" name="from" type="datetime-local" step="1" value="${typed.from ?? ''}" aria-describedby="${id('from-hint')}" /></div>
    <details><summary>Take something away</summary>
      <label class="check"><input type="checkbox" name="no_speaker" value="1"${typed.no_speaker ? html` checked` : ''} /> Nobody is named as the speaker</label>
      <label class="check"><input type="checkbox" name="no_topic" value="1"${typed.no_topic ? html` checked` : ''} /> There is no topic</label>
    </details>
    <p class="hint soft">What is left empty stays as it is. It holds for every piece that began then or later, whenever it arrives.</p>
    <div class="row"><button>Say so</button></div>
  </form>`
}

/** @param zone in which the time was typed */
export function contextOf(typed: ContextTyped, zone: string): ContextRequest {
  const speaker = typed.no_speaker ? null : typed.speaker?.trim() || undefined
  const topic = typed.no_topic ? null : typed.topic?.trim() || undefined
  const from = typed.from ? wallTime(typed.from, zone) : undefined
  return {
    ...(speaker === undefined ? {} : { current_speaker_id: speaker }),
    ...(topic === undefined ? {} : { topic }),
    ...(typed.restricted ? { restricted: typed.restricted === 'yes' } : {}),
    ...(from === undefined ? {} : { effective_from: from }),
  }
}
