// Actions: what is sent, and what becomes of it.
import type { Dashboard } from '../dashboard-json.ts'
import { now, quantiles, stepsOf } from '../panels.ts'

const SENDING = 'prepare-.+|execute-.+|command|reconcile|resolve|expire|collect-metrics'

export const ACTIONS: Dashboard = {
  uid: 'mandate-actions',
  title: 'Mandate: actions',
  about: 'What is sent to platforms, what they answer and allow, and what nobody knows the outcome of.',
  rows: [
    {
      title: 'Now',
      panels: [
        now('Wait for approval', 'max(mandate_actions_waiting_approval)'),
        now('Being sent', 'sum(max by (platform) (mandate_attempts_in_flight))'),
        now('Outcome unknown', 'sum(max by (platform) (mandate_attempts_unresolved))'),
        now('Need a person', 'max(mandate_actions_needing_human)'),
        now('Accounts closed', 'sum(max by (platform) (mandate_accounts_closed))'),
      ],
    },
    {
      title: 'Platforms',
      panels: [
        {
          title: 'Operations by outcome',
          unit: 'reqps',
          queries: {
            '{{platform}} {{operation}} {{outcome}}':
              'sum by (platform, operation, outcome) (rate(mandate_platform_request_duration_seconds_count[$__rate_interval]))',
          },
        },
        {
          title: 'How long they take',
          unit: 's',
          queries: quantiles('mandate_platform_request_duration_seconds', 'platform'),
        },
        {
          title: 'Use of limits',
          about: 'Of the whole app, and of the account that has used most of its own.',
          unit: 'percentunit',
          queries: {
            'app {{platform}}':
              'max by (platform) (mandate_platform_rate_used) / max by (platform) (mandate_platform_rate_limit)',
            'fullest account {{platform}}': 'max by (platform) (mandate_account_rate_used_ratio_max)',
          },
        },
      ],
    },
    {
      title: 'Unknown and closed',
      panels: [
        {
          title: 'Outcome unknown',
          unit: 'short',
          queries: { '{{platform}}': 'max by (platform) (mandate_attempts_unresolved)' },
        },
        {
          title: 'Accounts closed',
          unit: 'short',
          queries: { '{{platform}}': 'max by (platform) (mandate_accounts_closed)' },
        },
        {
          title: 'Barred: account, limit, switch',
          unit: 'short',
          queries: { '{{queue}}': 'max by (queue) (mandate_steps_barred{queue=~"actuator.*"})' },
        },
      ],
    },
    { title: 'Steps', panels: stepsOf(SENDING) },
  ],
}
