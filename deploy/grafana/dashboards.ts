// All dashboards that Grafana is provisioned with.
import type { Dashboard } from './dashboard-json.ts'
import { ACTIONS } from './flows/actions.ts'
import { CAMPAIGNS } from './flows/campaigns.ts'
import { ENGINE } from './flows/engine.ts'
import { SESSIONS } from './flows/sessions.ts'
import { WEBHOOKS } from './flows/webhooks.ts'

export const DASHBOARDS: readonly Dashboard[] = [ENGINE, CAMPAIGNS, ACTIONS, SESSIONS, WEBHOOKS]
