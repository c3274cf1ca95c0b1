// Whether everything moves, whatever flow it belongs to.
import type { Dashboard } from '../dashboard-json.ts'
import { now, quantiles } from '../panels.ts'

export const ENGINE: Dashboard = {
  uid: 'mandate-engine',
  title: 'Mandate: engine',
  about: 'Whether everything moves, what waits, and what the processes and their stores have to do.',
  rows: [
    {
      title: 'Does it move?',
      panels: [
        now('Stand still', 'sum(max by (subject, why) (mandate_stuck_subjects)) or vector(0)'),
        now('Latest canary', 'max(max by (queue) (mandate_canary_late_seconds))', 's'),
        now('Oldest due step', 'max(max by (queue) (mandate_steps_due_oldest_age_seconds))', 's'),
        now('Need a person', 'max(mandate_actions_needing_human)'),
        now('Workers up', 'sum(up{job="mandate-worker"})'),
        now('Stores away', 'count(max by (source) (mandate_scrape_source_up) == 0) or vector(0)'),
      ],
    },
    {
      title: 'Queues',
      panels: [
        { title: 'Waiting in Redis', unit: 'short', queries: { '{{queue}}': 'max by (queue) (mandate_queue_depth)' } },
        {
          title: 'Due in the ledger',
          about: 'What may be done now, with what a worker has just now.',
          unit: 'short',
          queries: { '{{queue}}': 'max by (queue) (mandate_steps_due)' },
        },
        {
          title: 'Age of the oldest due',
          unit: 's',
          queries: { '{{queue}}': 'max by (queue) (mandate_steps_due_oldest_age_seconds)' },
        },
      ],
    },
    {
      title: 'What holds work back',
      panels: [
        { title: 'Put off, by why', unit: 'short', queries: { '{{reason}}': 'max by (reason) (mandate_steps_held)' } },
        {
          title: 'Barred by account, limit or switch',
          unit: 'short',
          queries: { '{{queue}}': 'max by (queue) (mandate_steps_barred)' },
        },
        {
          title: 'Kill switches engaged',
          unit: 'short',
          queries: { '{{scope}}': 'max by (scope) (mandate_kill_switches_engaged)' },
        },
      ],
    },
    {
      title: 'Ledger',
      panels: [
        {
          title: 'Rows a statement (group commit)',
          unit: 'short',
          queries: quantiles('mandate_group_commit_rows', 'statement'),
        },
        {
          title: 'Statements, waiting for a connection included',
          unit: 's',
          queries: quantiles('mandate_postgres_statement_duration_seconds', 'role'),
        },
        {
          title: 'Connections at work, and statements that wait for one',
          unit: 'short',
          queries: {
            'busy {{role}}': 'sum by (role) (mandate_postgres_pool_connections{state="busy"})',
            'waiting {{role}}': 'sum by (role) (mandate_postgres_pool_waiting)',
          },
        },
        { title: 'Steps a sweep hands out', unit: 'short', queries: quantiles('mandate_sweep_steps', 'sweep') },
      ],
    },
    {
      title: 'API',
      panels: [
        {
          title: 'Requests by status',
          unit: 'reqps',
          queries: {
            '{{status}}': 'sum by (status) (rate(http_request_duration_seconds_count[$__rate_interval]))',
          },
        },
        {
          title: 'Latency by route, p99',
          about: 'Long polls (wait, Prefer) and event streams last as long as they were asked to.',
          unit: 's',
          queries: {
            '{{method}} {{route}}':
              'topk(12, histogram_quantile(0.99, sum by (le, method, route) (rate(http_request_duration_seconds_bucket[$__rate_interval]))))',
          },
        },
      ],
    },
    {
      title: 'Processes',
      panels: [
        {
          title: 'Event loop lag, p99',
          unit: 's',
          queries: { '{{job}} {{instance}}': 'nodejs_eventloop_lag_p99_seconds{job=~"mandate-.*"}' },
        },
        {
          title: 'Processor',
          unit: 'percentunit',
          queries: { '{{job}} {{instance}}': 'rate(process_cpu_seconds_total{job=~"mandate-.*"}[$__rate_interval])' },
        },
        {
          title: 'Memory',
          unit: 'bytes',
          queries: { '{{job}} {{instance}}': 'process_resident_memory_bytes{job=~"mandate-.*"}' },
        },
      ],
    },
  ],
}
