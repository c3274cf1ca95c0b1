// Panels that several dashboards have. Gauges of the whole system are the same in every API process, so `max by` takes one of them.
import type { Panel } from './dashboard-json.ts'

export const quantiles = (metric: string, by: string, filter = ''): Panel['queries'] => ({
  [`p50 {{${by}}}`]: `histogram_quantile(0.5, sum by (le, ${by}) (rate(${metric}_bucket${filter}[$__rate_interval])))`,
  [`p99 {{${by}}}`]: `histogram_quantile(0.99, sum by (le, ${by}) (rate(${metric}_bucket${filter}[$__rate_interval])))`,
})
export const now = (title: string, expr: string, unit = 'short'): Panel => ({
  title,
  unit,
  queries: { now: expr },
  stat: true,
})

export const stepsOf = (steps: string): Panel[] => [
  {
    title: 'Steps by what became of them',
    unit: 'reqps',
    queries: {
      '{{step}} {{outcome}}': `sum by (step, outcome) (rate(mandate_steps_total{step=~"${steps}"}[$__rate_interval]))`,
    },
  },
  {
    title: 'How long they take',
    about: 'From delivery to record, so waiting in the queue is not in it.',
    unit: 's',
    queries: quantiles('mandate_step_duration_seconds', 'step', `{step=~"${steps}"}`),
  },
  {
    title: 'What is tried again, by why',
    unit: 'reqps',
    queries: {
      '{{step}} {{reason}}': `sum by (step, reason) (rate(mandate_step_retries_total{step=~"${steps}"}[$__rate_interval]))`,
    },
  },
]

export const upstreams = (names: string): Panel[] => [
  {
    title: 'Services: calls by outcome',
    unit: 'reqps',
    queries: {
      '{{upstream}} {{outcome}}': `sum by (upstream, outcome) (rate(mandate_upstream_request_duration_seconds_count{upstream=~"${names}"}[$__rate_interval]))`,
    },
  },
  {
    title: 'Services: how long they take',
    unit: 's',
    queries: quantiles('mandate_upstream_request_duration_seconds', 'upstream', `{upstream=~"${names}"}`),
  },
  {
    title: 'Breakers',
    about: '1: all workers leave the service alone for now.',
    unit: 'short',
    queries: { '{{upstream}}': `max by (upstream) (mandate_breaker_open{upstream=~"${names}"})` },
  },
]
