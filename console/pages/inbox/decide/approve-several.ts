// Several approvals at once: asked once, each bound to the digest that was on the screen, each with an outcome of its own.
import type { Context } from 'hono'
import type { ActionResource } from '#contracts/action.ts'
import type { Sent } from '../../../http/api.ts'
import { ID_PATTERN } from '../../../http/id-pattern.ts'
import { page } from '../../../parts/page.ts'
import type { ConsoleEnv } from '../../../person.ts'
import { type Chosen, confirmSeveral, type Outcome, severalOutcomes } from './several-pages.ts'

/** As many as a page shows. */
const MOST = 50
const CHOSEN = new RegExp(`^(${ID_PATTERN}) ([0-9a-f]{64})$`)

export async function approveSeveral(c: Context<ConsoleEnv>) {
  const { api, person } = c.var
  const form = await c.req.parseBody({ all: true })
  const back = typeof form.back === 'string' ? form.back : ''
  const chosen = [form.chosen ?? []].flat().flatMap(chosenOf).slice(0, MOST)
  if (form.confirmed !== '1') {
    const actions = await Promise.all(chosen.map(({ id }) => api.look<ActionResource>(`/actions/${id}`)))
    const known = chosen.map((one, n) => ({ ...one, action: bodyOf(actions[n]) }))
    return c.html(
      page(person, { title: 'Approve selected', section: 'inbox', content: confirmSeveral(person, known, back) }),
    )
  }
  const outcomes: Outcome[] = []
  // One after the other: what stops one (a kill switch, a limit) is met before all are tried at once.
  for (const { id, digest } of chosen)
    outcomes.push({ id, sent: await api.send<ActionResource>('POST', `/actions/${id}/approve`, { digest }) })
  const actions = await Promise.all(
    outcomes.map(({ id, sent }) => (sent.ok ? sent : api.look<ActionResource>(`/actions/${id}`))),
  )
  const told = outcomes.map((outcome, n) => ({ ...outcome, action: bodyOf(actions[n]) }))
  return c.html(page(person, { title: 'Approved', section: 'inbox', content: severalOutcomes(told, back) }))
}

function chosenOf(value: string | File): Omit<Chosen, 'action'>[] {
  const [, id, digest] = (typeof value === 'string' && CHOSEN.exec(value)) || []
  return id === undefined || digest === undefined ? [] : [{ id, digest }]
}

const bodyOf = <T>(sent: Sent<T> | undefined): T | undefined => (sent?.ok ? sent.body : undefined)
