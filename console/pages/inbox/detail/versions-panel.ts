// What an action said before, and what each edit changed in it.
import { html } from 'hono/html'
import type { ActionVersion } from '#contracts/action-version.ts'
import type { Sent } from '../../../http/api.ts'
import { type Markup, nothing } from '../../../parts/markup.ts'
import { time } from '../../../parts/time.ts'
import { differences } from '../compare/differences.ts'
import { showDifferences } from '../compare/show-differences.ts'

/** @param versions newest first, what stands included */
export function versionsPanel(versions: Sent<{ data: ActionVersion[] }>): Markup {
  if (!versions.ok || versions.body.data.length < 2) return nothing
  return html`<section class="card"><h2>What changed</h2>${edits(versions.body.data)}</section>`
}

/** The last edit open, those before it to be opened. */
export function edits(versions: readonly ActionVersion[]): Markup {
  if (versions.length < 2) return html`<p class="soft">Nothing: it is as it was proposed.</p>`
  return html`${versions.slice(0, -1).map((version, n) => edit(version, versions[n + 1], n === 0))}`
}

function edit(version: ActionVersion, former: ActionVersion | undefined, isLast: boolean): Markup {
  const head = html`Version ${version.version}, edited by <strong>${version.by.sub}</strong> ${time(version.at)}`
  const content =
    former === undefined || former.payload === null
      ? html`<p class="soft">What it replaced was not kept.</p>`
      : whatChanged(version, former)
  if (isLast) return html`<p>${head}</p>${content}`
  return html`<details><summary>${head}</summary>${content}</details>`
}

function whatChanged(version: ActionVersion, former: ActionVersion): Markup {
  const found = differences(former, version)
  if (found.length > 0) return showDifferences(found)
  return html`<p class="soft">Its content stayed; changed: ${version.changed.join(', ') || 'nothing'}.</p>`
}
