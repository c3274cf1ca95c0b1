// The pages of the versions: the list, and two of them compared.
import type { Hono } from 'hono'
import type { ConfigResource, SkeletonResource } from '#contracts/session-config.ts'
import { page } from '../../parts/page.ts'
import type { ConsoleEnv } from '../../person.ts'
import { comparePage } from './compare-page.ts'
import { loadVersions } from './load-ground.ts'
import { versionsPage } from './versions-page.ts'

const VERSIONS = '/tenants/current/config/versions'

export function versionRoutes(app: Hono<ConsoleEnv>): void {
  app.get('/versions', async c => {
    const { api, person } = c.var
    const [list, { inForce }] = await Promise.all([
      api.get<{ data: ConfigResource[]; next_cursor: string | null }>(VERSIONS, { cursor: c.req.query('cursor') }),
      loadVersions(api),
    ])
    const content = versionsPage({ versions: list.data, next: list.next_cursor, inForce: inForce?.version })
    return c.html(page(person, { title: 'Versions', section: 'templates', content }))
  })

  app.get('/versions/compare', async c => {
    const { api, person } = c.var
    const one = (side: 'a' | 'b') =>
      api.get<ConfigResource>(`${VERSIONS}/${encodeURIComponent(c.req.query(side) ?? '0')}`)
    const [a, b, { data: skeletons }] = await Promise.all([
      one('a'),
      one('b'),
      api.get<{ data: SkeletonResource[] }>('/tenants/current/skeletons', { limit: 200 }),
    ])
    const title = `Version ${a.version} and version ${b.version}`
    return c.html(page(person, { title, section: 'templates', content: comparePage(a, b, skeletons) }))
  })
}
