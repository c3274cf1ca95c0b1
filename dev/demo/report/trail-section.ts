// The trail, entry by entry, each with its hash and the one before.
import { html } from 'hono/html'
import type { AuditEntryShape } from '#contracts/audit-entry.ts'
import type { DemoRecord } from '../demo-record.ts'
import { badge, clock, type Html, hash, section } from './markup.ts'

/** Long details are cut: the hash is over all of them. */
const MOST_CHARACTERS = 220

export function trailSection({ trail, verification, campaign }: DemoRecord): Html {
  const { ok, checked, checkpointAt, firstBad } = verification
  const lead = html`Each hash is SHA-256 over the canonical JSON of its entry, which names the hash before it. ${badge(
    ok
      ? `${checked} of ${trail.length} verified`
      : `bad from entry ${firstBad?.seq ?? '?'}: ${firstBad?.why ?? 'unknown'}`,
    ok ? 'good' : 'bad',
  )} ${checkpointAt === null ? 'Not yet in a signed checkpoint: these are written every minute.' : `Signed checkpoint of ${checkpointAt}.`}`
  return section('trail', 'Trail', lead, [
    html`<div class="scroll"><table class="trail"><thead><tr><th>#</th><th>Time</th><th>Who</th><th>What</th><th>Before</th><th>Hash</th></tr></thead><tbody>${trail.map(row)}</tbody></table></div>`,
    html`<p class="muted small">Subject <code>${campaign.campaign_id}</code>, execution <code>${campaign.execution_id}</code></p>`,
  ])
}

function row({ seq, at, actor, action, details, prev_hash, hash: own }: AuditEntryShape): Html {
  return html`<tr>
<td class="number muted">${seq}</td>
<td class="number">${clock(at)}</td>
<td class="nowrap">${actor.sub}</td>
<td class="words"><strong>${action}</strong><span class="source wrap">${summary(details)}</span></td>
<td class="link">${hash(prev_hash)}</td>
<td class="link">${hash(own)}</td>
</tr>`
}

function summary(details: AuditEntryShape['details']): string {
  const text = Object.entries(details)
    .map(([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' · ')
  return text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS - 1)}…`
}
