// Routes of the tab Policy.
import { type Context, Hono } from 'hono'
import type { Problem } from '#contracts/problem.ts'
import type { Refused } from '../../../http/api.ts'
import type { ConsoleEnv } from '../../../person.ts'
import { showTab } from '../settings-tab.ts'
import { type Typed, typedIn } from '../typed.ts'
import { went } from '../went.ts'
import { changedRows, type Policy, rulesOf, typedRows } from './policy-fields.ts'
import { type Draft, policyPage } from './policy-page.ts'

const POLICY = '/tenants/current/policy'

export function policyRoutes(): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>()
  app.get('/', async c => show(c, await read(c)))
  app.post('/rules', setRules)
  app.post('/governance', addEntry)
  app.post('/governance/turn', turnEntry)
  return app
}

const read = (c: Context<ConsoleEnv>) => c.var.api.get<Policy>(POLICY)

function show(c: Context<ConsoleEnv>, policy: Policy, draft?: Draft, status = 200) {
  return showTab(c, { name: 'policy', title: 'Policy', content: policyPage(c.var.person, policy, draft), status })
}

async function setRules(c: Context<ConsoleEnv>) {
  const typed = typedIn(await c.req.formData())
  const policy = await read(c)
  const rows = typedRows(typed)
  const version = Number(typed.text('version'))
  const changed = changedRows(rows, typed.text('do'))
  if (changed !== undefined) return show(c, policy, { rows: changed, version })
  const refused = await put(c, typed, { rules: rulesOf(rows), governance: policy.governance })
  if (refused !== undefined) return showRefused(c, policy, refused, { rows })
  return went(c, 'policy', 'policy-saved')
}

async function addEntry(c: Context<ConsoleEnv>) {
  const typed = typedIn(await c.req.formData())
  const policy = await read(c)
  const entry = { hash: typed.text('hash'), name: typed.text('name'), active: true }
  const refused = await put(c, typed, { rules: policy.rules, governance: [...policy.governance, entry] })
  if (refused !== undefined) return showRefused(c, policy, refused, { entry: typed })
  return went(c, 'policy', 'policy-saved')
}

async function turnEntry(c: Context<ConsoleEnv>) {
  const typed = typedIn(await c.req.formData())
  const policy = await read(c)
  const active = typed.text('active') === '1'
  const governance = policy.governance.map(entry => (entry.hash === typed.text('hash') ? { ...entry, active } : entry))
  const refused = await put(c, typed, { rules: policy.rules, governance })
  if (refused !== undefined) return showRefused(c, policy, refused, {})
  return went(c, 'policy', 'policy-saved')
}

/** The whole is replaced: what somebody else has set since the form was drawn must not be lost by it. */
async function put(
  c: Context<ConsoleEnv>,
  typed: Typed,
  body: { rules: unknown; governance: unknown },
): Promise<Refused | undefined> {
  const sent = await c.var.api.send('PUT', POLICY, body, { version: typed.text('version') })
  return sent.ok ? undefined : sent
}

/** Where somebody was faster, theirs is shown beside what was typed: seen what it is now, the person may save over it. */
async function showRefused(c: Context<ConsoleEnv>, policy: Policy, { problem, status }: Refused, draft: Draft) {
  if (problem.code !== 'VERSION_CONFLICT') return show(c, policy, { ...draft, problem }, status)
  const now = await read(c)
  return show(c, now, { ...draft, version: now.version, problem: movedOn(problem, now) }, status)
}

function movedOn(problem: Problem, { version, changed_by: who }: Policy): Problem {
  const detail = `${who?.sub ?? 'Somebody'} has meanwhile set version ${version}. Nothing was saved: look at what you have here, and save it again if it shall take its place.`
  return { ...problem, detail }
}
