// How much of its limits an account has used, each as a small meter with its words.
import { html } from 'hono/html'
import type { Markup } from '../../../parts/markup.ts'
import { money } from '../../../parts/money.ts'
import { fromNow } from '../../../parts/time.ts'
import type { Account } from './account.ts'
import { inUnits } from './account-fields.ts'

export function used({ account, used, limits, currency }: Account): Markup {
  const meters: Markup[] = []
  if (limits?.posts !== undefined) {
    const { count, seconds } = limits.posts
    const words = `${used.posts ?? 0} of ${count} posts in ${spanWords(seconds)}`
    meters.push(meter(`${account}: posts`, used.posts ?? 0, count, words))
  }
  if (limits?.budget !== undefined) {
    const { amount_minor: most, seconds } = limits.budget
    const spent = used.budget_minor ?? 0
    const shown = (minor: number) => (currency === null ? `${minor}` : money(minor, currency))
    meters.push(meter(`${account}: budget`, spent, most, `${shown(spent)} of ${shown(most)} in ${spanWords(seconds)}`))
  }
  if (used.platform !== undefined) {
    const { limit, remaining, resets_at } = used.platform
    const words = `${limit - remaining} of ${limit} the platform allows; resets ${fromNow(resets_at)}`
    meters.push(meter(`${account}: what the platform allows`, limit - remaining, limit, words))
  }
  const attempts = `${used.attempts_24h} ${used.attempts_24h === 1 ? 'attempt' : 'attempts'} in 24 h`
  return html`${meters}<p class="small soft">${attempts}${meters.length === 0 ? ', no limits set' : ''}</p>`
}

function meter(label: string, value: number, max: number, words: string): Markup {
  const high = max * 0.8
  return html`<div class="meter"><meter aria-label="${label}" min="0" max="${Math.max(max, 1)}" low="${high}" high="${high}" optimum="0" value="${value}"></meter>
    <p class="small">${words}</p></div>`
}

function spanWords(seconds: number): string {
  const { count, unit } = inUnits(seconds)
  return `${count} ${count === 1 ? unit.slice(0, -1) : unit}`
}
