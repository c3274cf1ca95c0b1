// What Redis says of the whole system, as gauges, with BullMQ's own metrics under BullMQ's own names.
import { Counter, type Registry } from 'prom-client'
import type { RedisStanding } from '#queues/standing/queue-standing.ts'
import { gaugeSet } from './gauge-set.ts'
import type { SourceGauges } from './ledger-gauges.ts'

/** As `Queue.exportPrometheusMetrics` names them, which cannot be joined: it repeats its headers for each queue. */
const BULLMQ = {
  count: ['bullmq_job_count', 'Number of jobs in the queue by state'],
  completed: ['bullmq_job_completed_total', 'Total number of completed jobs'],
  failed: ['bullmq_job_failed_total', 'Total number of failed jobs'],
} as const

export function createRedisGauges(registry: Registry): SourceGauges<RedisStanding> {
  const { gauge, clear: clearGauges } = gaugeSet(registry)
  const depth = gauge('mandate_queue_depth', 'Jobs that wait in the queue', ['queue'])
  const active = gauge('mandate_queue_active', 'Jobs that a worker has', ['queue'])
  const oldest = gauge('mandate_queue_oldest_age_seconds', 'How long the job has waited that has waited longest', [
    'queue',
  ])
  const breakers = gauge('mandate_breaker_open', '1: calls to the upstream are held', ['upstream'])
  const counts = gauge(...BULLMQ.count, ['queue', 'state'])
  const counter = ([name, help]: readonly [string, string]) =>
    new Counter({ name, help, labelNames: ['queue'], registers: [registry] })
  const completed = counter(BULLMQ.completed)
  const failed = counter(BULLMQ.failed)
  const clear = () => {
    clearGauges()
    completed.reset()
    failed.reset()
  }

  return {
    clear,
    show(standing) {
      clear()
      for (const { queue, jobs, oldestSeconds, ...ended } of standing.queues) {
        const { waiting = 0, prioritized = 0, paused = 0 } = jobs
        depth.set({ queue }, waiting + prioritized + paused)
        active.set({ queue }, jobs.active ?? 0)
        oldest.set({ queue }, oldestSeconds)
        for (const [state, count] of Object.entries(jobs)) counts.set({ queue, state }, count)
        completed.inc({ queue }, ended.completed)
        failed.inc({ queue }, ended.failed)
      }
      for (const { upstream, isOpen } of standing.breakers) breakers.set({ upstream }, isOpen ? 1 : 0)
    },
  }
}
