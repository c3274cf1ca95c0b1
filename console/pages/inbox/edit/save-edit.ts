// A person edits an action: saved only over what the form was filled from.
import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { ActionResource } from '#contracts/action.ts'
import { typedText } from '../../../http/typed-text.ts'
import { page } from '../../../parts/page.ts'
import { refusalNotice } from '../../../parts/refusal.ts'
import type { ConsoleEnv } from '../../../person.ts'
import { changedMeanwhile } from '../compare/changed-meanwhile.ts'
import { answerDecided } from '../decide/answers.ts'
import { type EditPage, editPage } from './edit-page.ts'
import { changesOf, editOf, type TypedEdit } from './typed-edit.ts'

export async function askEdit(c: Context<ConsoleEnv>, id: string) {
  const action = await c.var.api.get<ActionResource>(`/actions/${id}`)
  return show(c, 200, { person: c.var.person, action, typed: editOf(action) })
}

export async function saveEdit(c: Context<ConsoleEnv>, id: string) {
  const { api, person } = c.var
  const typed = await typedEdit(c)
  const action = await api.get<ActionResource>(`/actions/${id}`)
  if (String(action.version) !== typed.version) return changedUnder(c, id, typed)
  const changes = changesOf(action, typed)
  if (changes === undefined) return answerDecided(c, { id, back: 'page', done: 'unchanged' })
  const sent = await api.send<ActionResource>('PATCH', `/actions/${id}`, changes, { version: typed.version })
  if (sent.ok) return answerDecided(c, { id, back: 'page', done: 'edited' })
  if (sent.problem.code === 'VERSION_CONFLICT') return changedUnder(c, id, typed)
  const status = sent.status as ContentfulStatusCode
  return show(c, status, { person, action, typed, problem: sent.problem, notice: refusalNotice(sent) })
}

/** What was typed stays, over what it is now: saving once more is a decision that knows of it. */
async function changedUnder(c: Context<ConsoleEnv>, id: string, typed: TypedEdit) {
  const { api, person } = c.var
  const meanwhile = await changedMeanwhile(api, id, typed.digest)
  const action = meanwhile?.action ?? (await api.get<ActionResource>(`/actions/${id}`))
  const anew = { ...typed, version: String(action.version), digest: action.digest ?? '' }
  return show(c, 409, { person, action, typed: anew, ...(meanwhile && { notice: meanwhile.notice }) })
}

function show(c: Context<ConsoleEnv>, status: ContentfulStatusCode, shown: EditPage) {
  return c.html(page(shown.person, { title: 'Edit', section: 'inbox', content: editPage(shown) }), status)
}

async function typedEdit(c: Context<ConsoleEnv>): Promise<TypedEdit> {
  const body = await c.req.parseBody({ all: true })
  const values = (name: string) => [body[name] ?? []].flat().map(typedText)
  const value = (name: string) => values(name)[0] ?? ''
  const alts = values('alt_text')
  return {
    ...{ version: value('version'), digest: value('digest'), content_text: value('content_text') },
    media: values('media_url').map((url, n) => ({ url: url.trim(), alt: alts[n] ?? '' })),
    ...{ account: value('account').trim(), zone: value('zone').trim(), schedule: value('schedule') },
    ...{ expires: value('expires'), budget_bid: value('budget_bid').trim(), currency: value('currency').trim() },
    ...{ kind: value('kind'), reply_to: value('reply_to').trim(), allow_duplicate: value('allow_duplicate') },
    audience: { age_from: value('age_from').trim(), age_to: value('age_to').trim(), interests: value('interests') },
  }
}
