// Campaigns: their stages and the services behind them.
import type { Dashboard } from '../dashboard-json.ts'
import { now, stepsOf, upstreams } from '../panels.ts'

const STAGES = 'radar-scan|strategy-gen|content-prod|quality-audit|publish|publish-check|learn'

export const CAMPAIGNS: Dashboard = {
  uid: 'mandate-campaigns',
  title: 'Mandate: campaigns',
  about: 'The stages of campaigns, the services behind them, and what people have to decide.',
  rows: [
    {
      title: 'Now',
      panels: [
        now('Campaigns that wait for approval', 'max(mandate_campaigns_waiting_approval)'),
        now('Actions that wait for approval', 'max(mandate_actions_waiting_approval)'),
        now('Steps due', 'sum(max by (queue) (mandate_steps_due{queue=~"campaign.*"}))'),
        now('Oldest due', 'max(max by (queue) (mandate_steps_due_oldest_age_seconds{queue=~"campaign.*"}))', 's'),
      ],
    },
    { title: 'Stages', panels: stepsOf(STAGES) },
    { title: 'Services', panels: upstreams('radar|analyst|visual|optimizer|enterprise') },
  ],
}
