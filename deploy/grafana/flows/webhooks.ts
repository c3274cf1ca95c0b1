// Webhooks: whether what changes is told, and to whom it can't be.
import type { Dashboard } from '../dashboard-json.ts'
import { now, quantiles, stepsOf } from '../panels.ts'

export const WEBHOOKS: Dashboard = {
  uid: 'mandate-webhooks',
  title: 'Mandate: webhooks',
  about: 'Deliveries to the endpoints of tenants: what waits, what is taken, and which fail.',
  rows: [
    {
      title: 'Now',
      panels: [
        now('Endpoints that fail', 'max(mandate_webhooks{status="failing"})'),
        now('Failing for longest', 'max(mandate_webhook_failing_seconds_max)', 's'),
        now('Deliveries that wait, 10,000 at most', 'max(mandate_webhook_pending_deliveries)'),
        now('Our own lateness', 'max(mandate_webhook_due_oldest_age_seconds)', 's'),
      ],
    },
    {
      title: 'Deliveries',
      panels: [
        {
          title: 'Tries by what they ended as',
          about: 'A try that fails is made again, ever more rarely, for a day.',
          unit: 'reqps',
          queries: {
            '{{outcome}}': 'sum by (outcome) (rate(mandate_webhook_attempt_duration_seconds_count[$__rate_interval]))',
          },
        },
        {
          title: 'How long receivers take',
          unit: 's',
          queries: quantiles('mandate_webhook_attempt_duration_seconds', 'outcome'),
        },
        {
          title: 'Deliveries that ended',
          about: 'FAILED: given up after the last try; they can be replayed.',
          unit: 'reqps',
          queries: {
            '{{status}}': 'sum by (status) (rate(mandate_webhook_deliveries_ended_total[$__rate_interval]))',
          },
        },
      ],
    },
    {
      title: 'Endpoints',
      panels: [
        { title: 'Endpoints', unit: 'short', queries: { '{{status}}': 'max by (status) (mandate_webhooks)' } },
        {
          title: 'Disabled because they are gone or failed for too long',
          unit: 'short',
          queries: { '{{reason}}': 'sum by (reason) (increase(mandate_webhooks_disabled_total[$__rate_interval]))' },
        },
        {
          title: 'What waits',
          unit: 'short',
          queries: { deliveries: 'max(mandate_webhook_pending_deliveries)' },
        },
      ],
    },
    { title: 'Rounds of the workers', panels: stepsOf('deliver-webhooks') },
  ],
}
