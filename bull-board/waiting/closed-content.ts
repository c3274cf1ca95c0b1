// What holds back more than one subject: switches, breakers, closed accounts, full platforms.
import { html } from 'hono/html'
import type { Closures } from '#domain/ports/operations-ledger.ts'
import { isUntilMended } from '#domain/why/why-action.ts'
import type { Markup } from '../pages/page.ts'
import { type Cell, table, time } from '../pages/table.ts'
import type { OpenBreakers } from './open-breakers.ts'

export function closedContent(
  { switches, accounts, platforms }: Closures,
  open: Awaited<ReturnType<OpenBreakers>>,
): Markup {
  return html`
    ${section(
      'Kill switches',
      'No switch is engaged.',
      ['Scope', 'Of', 'Reason', 'By', 'Since'],
      switches.map(({ scope, tenantId, platform, account, reason, by, since }) => [
        scope,
        html`<code>${[tenantId, platform, account].filter(part => part !== undefined).join(' ') || 'everything'}</code>`,
        reason,
        `${by.sub} (${by.principal})`,
        time(since),
      ]),
    )}
    ${
      open === 'redis is away'
        ? html`<h2>Breakers</h2><p class="note">Redis is away: whether calls to an upstream are held can't be said just now. What waits in the ledger is not touched by that.</p>`
        : section(
            'Breakers',
            'No call to an upstream is held.',
            ['Upstream', 'Calls are held until'],
            open.map(({ upstream, until }) => [upstream, time(until)]),
          )
    }
    ${section(
      'Closed accounts',
      'No account is closed.',
      ['Account', 'Reason', 'Until', 'Tenant'],
      accounts.map(({ tenantId, platform, account, reason, until }) => [
        html`<code>${platform}:${account}</code>`,
        reason,
        untilMended(until),
        html`<code>${tenantId}</code>`,
      ]),
    )}
    ${section(
      'Full platforms',
      'Every platform has room.',
      ['Platform', 'Until'],
      platforms.map(({ platform, until }) => [platform, time(until)]),
    )}`
}

function section(title: string, none: string, headings: readonly string[], rows: readonly Cell[][]): Markup {
  return html`<h2>${title}</h2>${rows.length === 0 ? html`<p>${none}</p>` : table(title, headings, rows)}`
}

/** An account whose credentials are refused opens when somebody mends them, not at a time. */
function untilMended(until: Date): Cell {
  return isUntilMended(until, new Date()) ? 'somebody mends it' : time(until)
}
