// Every section of the console.
import type { Hono } from 'hono'
import type { Section } from '../parts/page.ts'
import type { ConsoleEnv } from '../person.ts'
import { campaignRoutes } from './campaigns/campaign-routes.ts'
import { inboxRoutes } from './inbox/inbox-routes.ts'
import { sessionRoutes } from './sessions/session-routes.ts'
import { settingsRoutes } from './settings/settings-routes.ts'
import { templateRoutes } from './templates/template-routes.ts'

export const SECTION_ROUTES: Readonly<Record<Section, () => Hono<ConsoleEnv>>> = {
  inbox: inboxRoutes,
  campaigns: campaignRoutes,
  sessions: sessionRoutes,
  templates: templateRoutes,
  settings: settingsRoutes,
}
