// Routes of the tab Accounts.
import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { AccountName } from '#contracts/primitives.ts'
import type { Problem } from '#contracts/problem.ts'
import { isPartial } from '../../../http/is-partial.ts'
import { nothing } from '../../../parts/markup.ts'
import { pager } from '../../../parts/pager.ts'
import { refusalNotice, refusalPage } from '../../../parts/refusal.ts'
import { type ConsoleEnv, may } from '../../../person.ts'
import { adminOnly } from '../admin-only.ts'
import { showTab } from '../settings-tab.ts'
import { NOTHING_TYPED, type Typed, typedIn } from '../typed.ts'
import { went } from '../went.ts'
import type { Account } from './account.ts'
import { fieldsOf, requestOf } from './account-fields.ts'
import { type AccountForm, accountForm } from './account-form.ts'
import { accountList } from './account-list.ts'
import { findAccount } from './find-account.ts'

export function accountRoutes(): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>()
  app.get('/', c => showList(c))
  app.use('/new', adminOnly)
  app.use(ACCOUNT, adminOnly)
  app.get('/new', c => showForm(c, { typed: NOTHING_TYPED }))
  app.post('/new', add)
  app.get(ACCOUNT, showChange)
  app.post(ACCOUNT, change)
  app.post(`${ACCOUNT}/check`, check)
  return app
}

/** Nothing but such names may become parts of a path of the API. */
const ACCOUNT = '/:platform{[A-Z]+}/:account{[A-Za-z0-9][A-Za-z0-9._-]*}'
const ofPath = (c: Context) => ({ platform: c.req.param('platform') ?? '', account: c.req.param('account') ?? '' })
const pathOf = ({ platform, account }: { platform: string; account: string }) =>
  `/accounts/${encodeURIComponent(platform)}/${encodeURIComponent(account)}`

async function showList(c: Context<ConsoleEnv>, refused?: { status: number; problem: Problem }) {
  const { api, person } = c.var
  const cursor = c.req.query('cursor')
  const { data, next_cursor } = await api.get<{ data: Account[]; next_cursor: string | null }>('/accounts', { cursor })
  const list = html`${accountList(person, data)}${pager('/console/settings/accounts', {}, next_cursor)}`
  if (isPartial(c) && refused === undefined) return c.html(list)
  const again = `/console/settings/accounts${cursor === undefined ? '' : `?cursor=${encodeURIComponent(cursor)}`}`
  const content = html`${refused === undefined ? nothing : refusalNotice(refused)}
    ${may(person, 'tenant:admin') ? html`<p><a class="button primary" data-key="a" href="/console/settings/accounts/new">Add account</a></p>` : nothing}
    <div id="accounts" hx-get="${again}" hx-trigger="every 30s" hx-swap="innerMorph">${list}</div>`
  return showTab(c, { name: 'accounts', title: 'Accounts', content, ...(refused && { status: refused.status }) })
}

function showForm(c: Context<ConsoleEnv>, form: AccountForm, status = 200) {
  const { of, problem } = form
  const content = html`<div class="narrow card">${problem === undefined ? nothing : refusalNotice({ problem })}${accountForm(c.var.person, form)}</div>`
  const title = of === undefined ? 'Add account' : `${of.platform} · ${of.account}`
  return showTab(c, {
    name: 'accounts',
    title,
    content,
    status,
    up: { href: '/console/settings/accounts', text: 'Accounts' },
  })
}

async function showChange(c: Context<ConsoleEnv>) {
  const of = ofPath(c)
  const found = await findAccount(c.var.api, c.var.person.tenantId, of)
  if (found === undefined)
    return c.html(
      refusalPage(c.var.person, { title: 'There is nothing here', detail: 'There is no such account.' }),
      404,
    )
  return showForm(c, { typed: fieldsOf(found), of })
}

/** A slip of the name must not change what another account is set to. */
async function add(c: Context<ConsoleEnv>) {
  const typed = typedIn(await c.req.formData())
  const named = { platform: typed.text('platform'), account: typed.text('account') }
  const name = AccountName.safeParse(named.account)
  if (!name.success)
    return wrong(
      c,
      { typed },
      name.error.issues.map(({ message }) => ({ pointer: 'account', detail: message })),
    )
  if ((await findAccount(c.var.api, c.var.person.tenantId, named)) !== undefined)
    return wrong(c, { typed }, [{ pointer: 'account', detail: 'is there already: change it in the list' }])
  return put(c, typed, { typed }, named)
}

async function change(c: Context<ConsoleEnv>) {
  const typed = typedIn(await c.req.formData())
  return put(c, typed, { typed, of: ofPath(c) }, ofPath(c))
}

async function put(
  c: Context<ConsoleEnv>,
  typed: Typed,
  form: AccountForm,
  named: { platform: string; account: string },
) {
  const { body, wrong: found } = requestOf(typed)
  if (found.length > 0) return wrong(c, form, found)
  const sent = await c.var.api.send('PUT', pathOf(named), body)
  if (!sent.ok) return showForm(c, { ...form, problem: sent.problem }, sent.status)
  return went(c, 'accounts', sent.status === 201 ? 'account-added' : 'account-changed')
}

/** What the API can't say: it was not asked. */
function wrong(c: Context<ConsoleEnv>, form: AccountForm, errors: NonNullable<Problem['errors']>) {
  const problem = {
    code: 'VALIDATION_FAILED',
    detail: 'See the field that is marked.',
    trace_id: '–',
    errors,
  } as Problem // as far as a page reads it
  return showForm(c, { ...form, problem }, 422)
}

async function check(c: Context<ConsoleEnv>) {
  const sent = await c.var.api.send('POST', `${pathOf(ofPath(c))}/check`)
  if (!sent.ok) return showList(c, sent)
  return went(c, 'accounts', sent.status === 200 ? 'account-checked' : 'account-checking')
}
