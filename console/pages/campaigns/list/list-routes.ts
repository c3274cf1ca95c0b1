// The list of campaigns and its file.
import { Hono } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Api } from '../../../http/api.ts'
import { isPartial } from '../../../http/is-partial.ts'
import { page } from '../../../parts/page.ts'
import type { ConsoleEnv } from '../../../person.ts'
import { apiQuery, filtersOf } from './campaign-filters.ts'
import { exportCsv } from './export-csv.ts'
import { campaignList, type Listed, listPage, refusedList } from './list-page.ts'

export function listRoutes(): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>()
  app.get('/', async c => {
    const { api, person } = c.var
    const filters = filtersOf(c.req.query())
    const cursor = c.req.query('cursor')
    const [listed, needy] = await Promise.all([
      api.look<Listed>('/campaigns', { ...apiQuery(filters), cursor }),
      needyOnes(api),
    ])
    const list = listed.ok ? campaignList({ listed: listed.body, needy, filters, cursor }) : refusedList(listed)
    const status = listed.status as ContentfulStatusCode
    // What stands there stays: the next look is a few seconds away.
    if (isPartial(c)) return listed.ok ? c.html(list) : c.body(null, status, { 'hx-reswap': 'none' })
    return c.html(
      page(person, { title: 'Campaigns', section: 'campaigns', content: listPage(person, filters, list) }),
      status,
    )
  })
  app.get('/export.csv', c => exportCsv(c, apiQuery(filtersOf(c.req.query()))))
  return app
}

/** A badge that is missing because this look was refused misleads nobody: the campaign's page says it as well. */
async function needyOnes(api: Api): Promise<Set<string>> {
  const found = await api.look<Listed>('/campaigns', { needs_human: true, limit: 200 })
  return new Set(found.ok ? found.body.data.map(({ campaign_id }) => campaign_id) : [])
}
