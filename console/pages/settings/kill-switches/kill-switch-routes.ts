// Routes of the tab Kill switches.
import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { KILL_SCOPES, type KillScope } from '#domain/action/kill-switch.ts'
import type { Refused } from '../../../http/api.ts'
import { refusalPage } from '../../../parts/refusal.ts'
import type { ConsoleEnv } from '../../../person.ts'
import { showTab } from '../settings-tab.ts'
import { NOTHING_TYPED, type Typed, typedIn } from '../typed.ts'
import { went } from '../went.ts'
import { confirmEngage, engageForm } from './engage-form.ts'
import { type KillSwitch, mayRelease, nameOf, type Target } from './kill-switch.ts'
import { engagedBanner, killSwitchList } from './kill-switch-list.ts'
import { openAttempts, openQuery } from './open-attempts.ts'
import { releaseForm } from './release-form.ts'

export function killSwitchRoutes(): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>()
  app.get('/', c => showList(c, NOTHING_TYPED))
  app.post('/', engage)
  app.get('/release', async c => {
    const { scope = '', ...named } = c.req.query()
    return showRelease(c, { scope: scope as KillScope, ...named }, NOTHING_TYPED)
  })
  app.post('/release', release)
  return app
}

const read = (c: Context<ConsoleEnv>) => c.var.api.get<{ data: KillSwitch[] }>('/kill-switch')

async function showList(c: Context<ConsoleEnv>, typed: Typed, refused?: Refused) {
  const { person } = c.var
  const { data } = await read(c)
  const content = html`${engagedBanner(person, data)}${openAttempts(person, c.req.query())}
    ${killSwitchList(person, data)}
    <section class="card later narrow" aria-labelledby="engage"><h2 id="engage">Engage a kill switch</h2>
      <p class="soft">Holds back at once whatever it covers. Releasing it takes a person.</p>
      ${engageForm(person, typed, refused?.problem)}</section>`
  return showTab(c, { name: 'kill-switches', title: 'Kill switches', content, status: refused?.status ?? 200 })
}

async function engage(c: Context<ConsoleEnv>) {
  const typed = typedIn(await c.req.formData())
  const asked = targetOf(typed)
  if (typed.text('back') === '1') return showList(c, typed)
  // What can't be engaged at all need not be asked about: the API says why.
  const isWhole = KILL_SCOPES.includes(asked.scope) && typed.text('reason') !== ''
  if (isWhole && typed.text('confirmed') !== '1') {
    const content = confirmEngage(c.var.person, asked, typed.text('reason'))
    return showTab(c, { name: 'kill-switches', title: 'Kill switches', content })
  }
  const sent = await c.var.api.send<{ open_attempts: string[] }>('PUT', '/kill-switch', {
    ...{ ...asked, engaged: true, reason: typed.text('reason') },
  })
  if (!sent.ok) return showList(c, typed, sent)
  return went(c, 'kill-switches', 'engaged', openQuery(sent.body.open_attempts))
}

async function showRelease(c: Context<ConsoleEnv>, asked: Target, typed: Typed, refused?: Refused) {
  const { person } = c.var
  const { data } = await read(c)
  const found = data.find(
    one =>
      one.engaged &&
      one.scope === asked.scope &&
      (one.platform ?? '') === (asked.platform ?? '') &&
      (one.account ?? '') === (asked.account ?? '') &&
      mayRelease(person, one),
  )
  if (found === undefined)
    return c.html(
      refusalPage(person, {
        title: 'There is nothing here',
        detail: 'No such kill switch is engaged that you may release.',
      }),
      404,
    )
  return showTab(c, {
    ...{ name: 'kill-switches', title: `Release: ${nameOf(found, person)}`, status: refused?.status ?? 200 },
    content: releaseForm(person, found, typed, refused?.problem),
    up: { href: '/console/settings/kill-switches', text: 'Kill switches' },
  })
}

async function release(c: Context<ConsoleEnv>) {
  const typed = typedIn(await c.req.formData())
  const asked = targetOf(typed)
  const sent = await c.var.api.send('PUT', '/kill-switch', { ...asked, engaged: false, reason: typed.text('reason') })
  if (!sent.ok) return showRelease(c, asked, typed, sent)
  return went(c, 'kill-switches', 'released')
}

/** What does not belong to the scope is left away: a platform once chosen is no reason to refuse. */
function targetOf(typed: Typed): Target {
  const scope = typed.text('scope') as KillScope // the API says if it is none
  const [platform, account] = [typed.text('platform'), typed.text('account')]
  return {
    scope,
    ...((scope === 'platform' || scope === 'account') && platform !== '' ? { platform } : {}),
    ...(scope === 'account' && account !== '' ? { account } : {}),
  }
}
