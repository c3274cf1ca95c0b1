// The pictures of a session: what there is of each, and the form that adds one.
import { html } from 'hono/html'
import type { Problem } from '#contracts/problem.ts'
import type { AssetResource } from '#contracts/session.ts'
import { csrfField } from '../../parts/csrf-field.ts'
import { field, wrongAt } from '../../parts/field.ts'
import type { Markup } from '../../parts/markup.ts'
import { refusalNotice } from '../../parts/refusal.ts'
import { statusBadge } from '../../parts/status-badge.ts'
import { time } from '../../parts/time.ts'
import type { Person } from '../../person.ts'
import { REFUSED_BECAUSE } from './words.ts'

export interface AssetsOf {
  person: Person
  sessionId: string
  assets: readonly AssetResource[]
  mayAdd: boolean
  /** Names, so that a form sent twice adds one picture. */
  key: string
  targets: readonly string[]
  typed?: Record<string, string>
  problem?: Problem | undefined
}

/** With the id `assets`, which takes its own place. */
export function assetsCard(of: AssetsOf): Markup {
  const { assets, mayAdd, sessionId } = of
  const isBusy = assets.some(({ status }) => status === 'PROCESSING')
  const address = `/console/sessions/${sessionId}/assets`
  const again = isBusy
    ? html` hx-get="${address}" hx-trigger="every 2s" hx-select="#asset-list" hx-target="#asset-list" hx-swap="outerMorph"`
    : ''
  return html`<section class="card" id="assets" aria-labelledby="assets-title">
    <h2 id="assets-title">Pictures</h2>
    <ul class="assets" id="asset-list" aria-live="polite"${again}>${assets.length === 0 ? html`<li class="soft">None yet.</li>` : assets.map(asset => item(asset))}</ul>
    ${mayAdd ? addForm(of) : ''}
  </section>`
}

function item(asset: AssetResource): Markup {
  const { asset_id, session_id, status, name, caption, error, duplicate_of, captured_at, url } = asset
  return html`<li id="asset-${asset_id}">
    ${url === undefined ? '' : html`<img src="/console/sessions/${session_id}/assets/${asset_id}/picture" alt="${caption ?? name ?? 'A picture without caption'}" loading="lazy" />`}
    <div>
      <p><strong>${caption ?? name ?? 'A picture'}</strong> ${statusBadge(status)}</p>
      ${error === undefined ? '' : html`<p class="wrong">${REFUSED_BECAUSE[error.code]} <span class="soft">${error.detail} (<code>${error.code}</code>)</span></p>`}
      ${duplicate_of === undefined ? '' : html`<p class="soft small">The same as <code>${duplicate_of}</code>, which is kept once.</p>`}
      <details><summary class="small">More of it</summary><dl class="facts small">
        ${name === undefined ? '' : html`<dt>File</dt><dd>${name}</dd>`}
        <dt>Taken</dt><dd>${time(captured_at)}</dd>
        ${asset.sequence_id === undefined ? '' : html`<dt>Behind piece</dt><dd>${asset.sequence_id}</dd>`}
        ${asset.target_placeholder === undefined ? '' : html`<dt>Goes to</dt><dd><code>${asset.target_placeholder}</code></dd>`}
        ${asset.width === undefined ? '' : html`<dt>Size</dt><dd>${asset.width} × ${asset.height}, ${asset.mime}</dd>`}
        <dt>SHA-256 as uploaded</dt><dd><code>${asset.sha256_original}</code></dd>
        ${asset.sha256 === undefined ? '' : html`<dt>SHA-256 as kept</dt><dd><code>${asset.sha256}</code></dd>`}
      </dl></details>
    </div>
  </li>`
}

function addForm({ person, sessionId, key, targets, typed = {}, problem }: AssetsOf): Markup {
  const action = `/console/sessions/${sessionId}/assets`
  return html`<details class="add taken"${problem === undefined ? '' : html` open`}><summary>Add a picture</summary>
    <form class="fields" method="post" action="${action}" enctype="multipart/form-data" hx-encoding="multipart/form-data" hx-post="${action}" hx-target="#assets" hx-swap="outerHTML" hx-disable="find button">
      ${csrfField(person)}<input type="hidden" name="key" value="${key}" />
      ${problem === undefined ? '' : refusalNotice({ problem })}
      <div class="field"><label for="asset-file">Picture</label><p class="hint" id="asset-file-hint">JPEG, PNG, WebP, GIF or TIFF, at most 25 MiB.</p>
        <input id="asset-file" type="file" name="file" required accept="image/jpeg,image/png,image/webp,image/gif,image/tiff" aria-describedby="asset-file-hint" /></div>
      ${field({ name: 'caption', id: 'asset-caption', label: 'Caption', value: typed.caption ?? '', max: 1000, hint: 'Stands under it, and tells what it shows to those who do not see it.', wrong: wrongAt(problem, '/caption') })}
      ${field({ name: 'sequence_id', id: 'asset-sequence', label: 'Behind piece', type: 'number', value: typed.sequence_id ?? '', hint: 'Empty: where it belongs by its time.', wrong: wrongAt(problem, '/sequence_id') })}
      ${field({ name: 'target_placeholder', id: 'asset-target', label: 'Where it goes in the document', value: typed.target_placeholder ?? '', options: [['', 'Where it stands among what was said'], ...targets.map(name => [name, name] as const)], wrong: wrongAt(problem, '/target_placeholder') })}
      <div class="row"><button>Add</button></div>
    </form></details>`
}
