// Two versions of the configuration, side by side.
import { html } from 'hono/html'
import type { ConfigResource, SkeletonResource } from '#contracts/session-config.ts'
import type { Markup } from '../../parts/markup.ts'
import { statusBadge } from '../../parts/status-badge.ts'
import { time } from '../../parts/time.ts'
import { compareVersions, countOf, MAPS } from './compare-versions.ts'
import { differencesPart } from './differences.ts'
import { tabs } from './tabs.ts'

export function comparePage(
  a: ConfigResource,
  b: ConfigResource,
  skeletons: readonly Pick<SkeletonResource, 'skeleton_id' | 'name'>[],
): Markup {
  const names = new Map(skeletons.map(one => [one.skeleton_id, one.name]))
  const shown = (value: string) => {
    const name = names.get(value)
    return name === undefined ? value : `${name} (${value})`
  }
  const differences = compareVersions(a, b)
  const kept = MAPS.reduce((sum, [key]) => sum + new Set([...Object.keys(a[key]), ...Object.keys(b[key])]).size, 0)
  const same = kept - MAPS.reduce((sum, [key]) => sum + differences[key].length, 0)
  return html`<h1>Version ${a.version} and version ${b.version}</h1>${tabs('versions')}
    <div class="columns">${side(a)}${side(b)}</div>
    <h2 class="what-differs">${countOf(differences)} ${countOf(differences) === 1 ? 'difference' : 'differences'} <span class="soft small">${same} entries are the same</span></h2>
    ${differencesPart(differences, [`Version ${a.version}`, `Version ${b.version}`], shown)}
    <p class="row"><a class="button" href="/console/templates/versions/compare?a=${b.version}&amp;b=${a.version}">Swap the sides</a><a class="button" href="/console/templates/versions">All versions</a></p>`
}

function side({ version, status, created_by: by, created_at: at }: ConfigResource): Markup {
  return html`<section class="card"><h2>Version ${version} ${statusBadge(status)}</h2>
    <p>By ${by.sub}, ${time(at)}</p>
    <p><a class="button" href="/console/templates?from=${version}">Bring version ${version} back</a></p></section>`
}
