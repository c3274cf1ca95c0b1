// What is said above the mapping: which version is in force, what becomes of the newest, and what somebody else did meanwhile.
import { html } from 'hono/html'
import type { Problem } from '#contracts/problem.ts'
import type { ConfigResource } from '#contracts/session-config.ts'
import { type Markup, nothing } from '../../parts/markup.ts'
import { time } from '../../parts/time.ts'
import { compareVersions } from './compare-versions.ts'
import { differencesPart } from './differences.ts'
import type { Versions } from './load-ground.ts'
import { idOfPointer } from './row-ids.ts'

/** The former version stays in force while another is checked, and when it is refused. */
export function versionNotices({ inForce, pending }: Versions): Markup {
  const stays =
    inForce === undefined
      ? html`No version is in force yet: no session can begin.`
      : html`Version ${inForce.version} stays in force.`
  const force = html`<p class="soft">${
    inForce === undefined
      ? 'No version is in force yet.'
      : html`In force: <strong>version ${inForce.version}</strong>, by ${inForce.created_by.sub}, ${time(inForce.created_at)}`
  }</p>`
  if (pending === undefined) return html`<div id="versions-now" role="status">${force}</div>`
  return html`<div id="versions-now" role="status">${force}
    ${
      pending.status === 'CHECKING'
        ? html`<div class="notice warn"><p><strong>Version ${pending.version} is being checked</strong> against its skeleton. ${stays}</p>
      <noscript><p>Load the page anew to see what became of it.</p></noscript></div>`
        : html`<div class="notice bad"><p><strong>Version ${pending.version} was refused.</strong> ${stays} Handed in by ${pending.created_by.sub}, ${time(pending.created_at)}.</p>
      <ul>${pending.errors.map(({ pointer, detail }) => html`<li><a href="#${idOfPointer(pointer)}"><code>${pointer}</code></a> ${detail}</li>`)}</ul></div>`
    }</div>`
}

/** @param base what the draft was made from, @param theirs the newest */
export function conflictNotice(
  problem: Problem,
  base: ConfigResource | undefined,
  theirs: ConfigResource | undefined,
): Markup {
  if (theirs === undefined)
    return html`<div class="notice bad" role="alert"><p><strong>Not saved.</strong> ${problem.detail}</p></div>`
  const from = base === undefined ? 'Before' : `Version ${base.version}`
  return html`<div class="notice bad" role="alert">
    <p><strong>Not saved: ${theirs.created_by.sub} handed in version ${theirs.version}</strong> at ${time(theirs.created_at)}, while you were at it. What you chose still stands below.</p>
    <p>This is what changed in theirs:</p>
    ${differencesPart(compareVersions(base, theirs), [from, `Version ${theirs.version}`])}
    <div class="row">
      <button form="mapping-form" name="do" value="merge">Take their changes into mine</button>
      <button form="mapping-form" name="do" value="overwrite" class="danger">Save mine over version ${theirs.version}</button>
    </div>
    <p class="soft small">Where both of you changed the same thing, yours is kept. Nothing is saved by taking theirs in.</p>
  </div>`
}

/** Somebody saved while the page was open, and the person has not yet tried to. */
export function overtakenNotice(base: number, { newest, pending, inForce }: Versions): Markup {
  if (newest <= base) return nothing
  const theirs = pending?.version === newest ? pending : inForce
  return html`<div class="notice warn" role="status"><p><strong>${theirs?.created_by.sub ?? 'Somebody'} has handed in version ${newest}</strong> since you began with ${base === 0 ? 'none' : `version ${base}`}. Saving will show what they changed.</p></div>`
}

export function twiceNotice(twice: readonly { pointer: string; name: string }[]): Markup {
  return html`<div class="notice bad" role="alert"><p><strong>Not saved.</strong> These are there twice, with different places:</p>
    <ul>${twice.map(({ name }) => html`<li><code>${name}</code></li>`)}</ul></div>`
}

/** The form is filled with an old version; saved, it is a new one. */
export function restoredNotice({ version, created_by: by, created_at: at }: ConfigResource, newest: number): Markup {
  return html`<div class="notice warn" role="status"><p><strong>The form is filled with version ${version}</strong>, by ${by.sub}, ${time(at)}. Nothing is changed yet: saved, it becomes version ${newest + 1}. <a href="/console/templates">Leave it</a></p></div>`
}
