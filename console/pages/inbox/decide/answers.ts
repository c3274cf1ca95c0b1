// How a decision is answered: the card's place in the list, or the page that it was made on.
import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { ActionResource } from '#contracts/action.ts'
import type { Refused } from '../../../http/api.ts'
import { isPartial } from '../../../http/is-partial.ts'
import { sayNotice } from '../../../http/say-notice.ts'
import { nothing } from '../../../parts/markup.ts'
import { refusalNotice } from '../../../parts/refusal.ts'
import type { ConsoleEnv } from '../../../person.ts'
import { card } from '../card.ts'
import { changedMeanwhile } from '../compare/changed-meanwhile.ts'
import { decidedRow } from '../decided-row.ts'
import { answerDetail } from '../detail/answer-detail.ts'
import { narrowedBy } from '../waiting.ts'
import { type Done, doneText } from './done.ts'

export interface Decided {
  id: string
  done: Done
  /** The list's narrowing, or `page`. */
  back: string
}

/** It is done: with a part the line that stands there from now on, else the way back. */
export function answerDecided(c: Context<ConsoleEnv>, { id, done, back }: Decided, action?: ActionResource) {
  if (isPartial(c) && back !== 'page') {
    const text = doneText(done, action)
    sayNotice(c, text)
    return c.html(decidedRow(id, text))
  }
  if (back === 'page') return c.redirect(`/console/inbox/${id}?done=${done}`, 303)
  const query = new URLSearchParams(back)
  query.set('done', done)
  return c.redirect(`/console/inbox?${query}`, 303)
}

export interface Undecided {
  id: string
  back: string
  /** Digest that was on the screen. */
  shown: string | undefined
  /** Absent: the console itself saw that it changed, and asked for nothing. */
  refused?: Refused
}

/** It is not done: what changed is shown, or why not; a new content is never taken for the one that was looked at. */
export async function answerUndecided(c: Context<ConsoleEnv>, { id, back, shown, refused }: Undecided) {
  const status = (refused?.status ?? 409) as ContentfulStatusCode
  const isNews = refused === undefined || CHANGED.has(refused.problem.code)
  const meanwhile = isNews ? await changedMeanwhile(c.var.api, id, shown) : undefined
  const notice = meanwhile?.notice ?? (refused === undefined ? nothing : refusalNotice(refused))
  if (!isPartial(c) || back === 'page') return answerDetail(c, id, { notice, status })
  if (meanwhile === undefined) {
    c.header('hx-retarget', `#news-${id}`)
    c.header('hx-reswap', 'innerHTML')
    return c.html(notice, status)
  }
  const narrowed = narrowedBy(Object.fromEntries(new URLSearchParams(back)), c.var.person)
  return c.html(card({ person: c.var.person, action: meanwhile.action, narrowed, notice: meanwhile.notice }), status)
}

const CHANGED = new Set(['DIGEST_MISMATCH', 'INVALID_STATE', 'MEDIA_NOT_READY', 'TOO_LATE', 'VERSION_CONFLICT'])
