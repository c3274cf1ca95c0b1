// Routes of the section Settings: one place for each tab.
import { Hono } from 'hono'
import type { ConsoleEnv } from '../../person.ts'
import { accountRoutes } from './accounts/account-routes.ts'
import { auditRoutes } from './audit/audit-routes.ts'
import { killSwitchRoutes } from './kill-switches/kill-switch-routes.ts'
import { policyRoutes } from './policy/policy-routes.ts'
import { quotaRoutes } from './quota/quota-routes.ts'
import { TABS, type TabName } from './settings-tab.ts'
import { webhookRoutes } from './webhooks/webhook-routes.ts'

const ROUTES: Readonly<Record<TabName, () => Hono<ConsoleEnv>>> = {
  accounts: accountRoutes,
  policy: policyRoutes,
  'kill-switches': killSwitchRoutes,
  quota: quotaRoutes,
  webhooks: webhookRoutes,
  audit: auditRoutes,
}

export function settingsRoutes(): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>()
  app.get('/', c => c.redirect(`/console/settings/${TABS[0].name}`, 302))
  for (const [tab, routes] of Object.entries(ROUTES)) app.route(`/${tab}`, routes())
  return app
}
