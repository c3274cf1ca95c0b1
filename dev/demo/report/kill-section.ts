// The second campaign, whose worker was killed with its request on the way.
import { html } from 'hono/html'
import type { DemoRecord } from '../demo-record.ts'
import { seconds } from '../narrator.ts'
import { badge, type Html, plural, section } from './markup.ts'

export function killSection({ kill }: DemoRecord): Html {
  const { campaign, action, posts, verification, pid, events } = kill
  const lead = `Worker ${pid} got SIGKILL after the claim and before the platform's answer. Sending again could post twice, giving up could lose the post: so the platform is asked.`
  const outcome = html`<div class="score">${badge(campaign.status, campaign.status === 'completed' ? 'good' : 'bad')}<span class="points">${posts.length}<small> ${posts.length === 1 ? 'post' : 'posts'} on the platform for ${plural(action.attempts.length, 'attempt')}</small></span><span class="muted">${verification.checked} entries of its trail verified</span></div>`
  const list = html`<ol class="events">${events.map(
    ({ atMs, text }) => html`<li><span class="number">+ ${seconds(atMs)} s</span><span>${text}</span></li>`,
  )}</ol>`
  return section('kill', 'And when a worker dies while it publishes', lead, [outcome, list])
}
