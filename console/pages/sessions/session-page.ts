// One session: its state and transcript, live; who speaks, pictures and what is pinned beside them.
import { html } from 'hono/html'
import type { AssetResource, SessionResource } from '#contracts/session.ts'
import { liveRegion } from '../../parts/live-region.ts'
import type { Markup } from '../../parts/markup.ts'
import { time } from '../../parts/time.ts'
import { may, type Person } from '../../person.ts'
import { assetsCard } from './assets.ts'
import { contextForm } from './context-form.ts'
import { recordCard } from './record-card.ts'
import { targetsOf } from './targets-of.ts'
import { OPEN, OVER } from './words.ts'

export interface SessionPageOf {
  person: Person
  session: SessionResource
  assets: readonly AssetResource[]
  /** What changes by itself, as it is now; or an earlier window, which does not. */
  now: Markup
  /** The chunk that the page begins behind. */
  begun: number
  isWindow: boolean
  /** It was just started, and the tenant's model is a newer one than before. */
  newModel: boolean
  key: string
}

export function sessionPage(of: SessionPageOf): Markup {
  const { person, session, assets, now, begun, isWindow, newModel, key } = of
  const { session_id: id, title, status, client_timezone: zone, epoch, version } = session
  const mayWrite = may(person, 'sessions:write') && OPEN.includes(status)
  const isLive = !OVER.includes(status) && !isWindow
  return html`<nav class="small" aria-label="Where this is"><a href="/console/sessions">Sessions</a></nav>
  <h1>${title ?? 'Session without title'}</h1>
  <p class="soft head">Version ${version} · ${zone} · started ${time(session.created_at)} · connection ${epoch} · <code>${id}</code></p>
  ${newModel ? html`<p class="notice good">A newer model of your tenant’s is there, and this session uses it: <code>${session.pinned.model_version}</code>.</p>` : ''}
  <div class="session">
    ${isLive ? liveRegion('now', `/console/sessions/${id}/live?begun=${begun}`, now) : html`<div id="now">${now}</div>`}
    <div class="beside">
      ${mayWrite ? recordCard(session) : ''}
      ${mayWrite ? html`<section class="card taken" aria-labelledby="context-title"><h2 id="context-title">Who speaks</h2><div id="context">${contextForm({ person, sessionId: id, zone, place: 'context' })}</div></section>` : ''}
      ${assetsCard({ person, sessionId: id, assets, mayAdd: mayWrite, key, targets: targetsOf(session) })}
      ${pinned(session)}
    </div>
  </div>
  <dialog id="work" aria-label="Session"><div id="work-content"></div></dialog>`
}

/** What was in force when it started: it never changes afterwards. */
function pinned({ pinned, template_id, locale }: SessionResource): Markup {
  const map = (entries: Record<string, unknown>) =>
    Object.keys(entries).length === 0
      ? html`<span class="soft">Nothing</span>`
      : html`<ul class="plain">${Object.entries(entries).map(([from, to]) => html`<li><code>${from}</code> → <code>${String(to)}</code></li>`)}</ul>`
  return html`<details class="card"><summary>Configuration, as it was at the start</summary><dl class="facts small">
    <dt>Skeleton</dt><dd><code>${pinned.skeleton_id}</code></dd>
    <dt>Its version</dt><dd><code>${pinned.s3_version_id}</code></dd>
    <dt>Adapter</dt><dd><code>${pinned.adapter_id}</code></dd>
    <dt>Model</dt><dd><code>${pinned.model_version}</code></dd>
    <dt>Language</dt><dd>${locale}</dd>
    ${template_id === undefined ? '' : html`<dt>Template</dt><dd><code>${template_id}</code></dd>`}
    <dt>Styles</dt><dd>${map(pinned.style_map)}</dd>
    <dt>Zones</dt><dd>${map(pinned.zone_map)}</dd>
    <dt>Tables</dt><dd>${map(pinned.table_map)}</dd>
  </dl></details>`
}
