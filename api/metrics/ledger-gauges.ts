// What the ledger says of the whole system, as gauges: the same in every API process.
import type { Registry } from 'prom-client'
import { PLATFORMS } from '#domain/action/action-status.ts'
import { KILL_SCOPES } from '#domain/action/kill-switch.ts'
import { HOLDS } from '#domain/hold.ts'
import type { LedgerStanding, StepStanding } from '#domain/ports/ledger-standing.ts'
import { SESSION_STATUSES } from '#domain/session/session-status.ts'
import { QUEUE_NAMES, QUEUE_OF } from '#queues/topology.ts'
import { gaugeSet } from './gauge-set.ts'

export interface SourceGauges<S> {
  show(standing: S): void
  /** The source is away: rather nothing than what was. */
  clear(): void
}

export function createLedgerGauges(registry: Registry): SourceGauges<LedgerStanding> {
  const { gauge, clear } = gaugeSet(registry)
  const open = gauge('mandate_steps_open', 'Open steps: work and timers', ['queue'])
  const due = gauge('mandate_steps_due', 'Steps whose time has come and that nothing bars', ['queue'])
  const oldestDue = gauge('mandate_steps_due_oldest_age_seconds', 'How long the oldest of them has been due', ['queue'])
  const barred = gauge(
    'mandate_steps_barred',
    'Steps that are due for an account that is closed, full or switched off',
    ['queue'],
  )
  const held = gauge('mandate_steps_held', 'Steps that were put off, by why', ['reason'])
  const pendingAudio = gauge('mandate_audio_pending_blocks', 'Pieces of audio that core could not be asked about yet')
  const campaigns = gauge('mandate_campaigns_waiting_approval', 'Campaigns with an action that waits for approval')
  const actions = gauge('mandate_actions_waiting_approval', 'Actions that wait for approval')
  const needHuman = gauge('mandate_actions_needing_human', 'Actions whose outcome only a person can tell')
  const unresolved = gauge(
    'mandate_attempts_unresolved',
    'Actions of which nobody knows whether the platform took them',
    ['platform'],
  )
  const inFlight = gauge('mandate_attempts_in_flight', 'Actions that are being sent', ['platform'])
  const closed = gauge('mandate_accounts_closed', 'Accounts for which nothing is sent now', ['platform'])
  const used = gauge('mandate_platform_rate_used', "What counts against the window of the platform's whole app", [
    'platform',
  ])
  const limit = gauge('mandate_platform_rate_limit', 'How many that window takes', ['platform'])
  const fullest = gauge(
    'mandate_account_rate_used_ratio_max',
    'Share of its window that the fullest account has used',
    ['platform'],
  )
  const switches = gauge('mandate_kill_switches_engaged', 'Kill switches that are engaged', ['scope'])
  const sessions = gauge('mandate_sessions_live', 'Sessions that are not over', ['status'])
  const canaryLate = gauge('mandate_canary_late_seconds', 'By how much the canary of the queue is late', ['queue'])
  const stuck = gauge('mandate_stuck_subjects', 'Subjects that stand still although nothing holds them back', [
    'subject',
    'why',
  ])
  const endpoints = gauge('mandate_webhooks', 'Endpoints of webhooks, by how they stand', ['status'])
  const failing = gauge(
    'mandate_webhook_failing_seconds_max',
    'How long the endpoint has failed that fails for longest',
  )
  const pending = gauge('mandate_webhook_pending_deliveries', 'Deliveries that wait or are under way, 10,000 at most')
  const webhooksLate = gauge(
    'mandate_webhook_due_oldest_age_seconds',
    'How long the oldest delivery has been due for an endpoint that does not fail',
  )
  const connections = gauge('mandate_postgres_connections', 'Connections at the server, by who holds them', [
    'application',
  ])
  const connectionLimit = gauge('mandate_postgres_connections_limit', 'How many connections the server takes')

  const showSteps = (steps: StepStanding[]) => {
    for (const [queue, group] of byQueue(steps)) {
      open.set(
        { queue },
        sum(group, step => step.open),
      )
      due.set(
        { queue },
        sum(group, step => step.due),
      )
      barred.set(
        { queue },
        sum(group, step => step.barred),
      )
      oldestDue.set({ queue }, Math.max(0, ...group.map(step => step.oldestDueSeconds)))
    }
    const isHeld = steps.filter(({ hold }) => hold !== null)
    const reasonOf = ({ hold }: StepStanding) => HOLDS.find(known => known === hold) ?? 'OTHER'
    for (const reason of [...HOLDS, 'OTHER'])
      held.set(
        { reason },
        sum(isHeld, step => (reasonOf(step) === reason ? step.open : 0)),
      )
    pendingAudio.set(sum(isHeld, step => (step.kind === 'transcribe' ? step.open : 0)))
  }

  return {
    clear,
    show({
      steps,
      attempts,
      accountsClosed,
      rates,
      killSwitches,
      awaiting,
      canaries,
      stuck: standing,
      webhooks,
      ...server
    }) {
      clear()
      showSteps(steps)
      for (const platform of PLATFORMS) {
        const found = attempts.find(one => one.platform === platform)
        unresolved.set({ platform }, found?.unresolved ?? 0)
        inFlight.set({ platform }, found?.inFlight ?? 0)
        closed.set({ platform }, accountsClosed.find(one => one.platform === platform)?.accounts ?? 0)
      }
      needHuman.set(sum(attempts, one => one.needsHuman))
      for (const { platform, used: count, limit: most, fullestAccount } of rates) {
        if (count !== null) used.set({ platform }, count)
        if (most !== null) limit.set({ platform }, most)
        if (fullestAccount !== null) fullest.set({ platform }, fullestAccount)
      }
      for (const scope of KILL_SCOPES)
        switches.set({ scope }, killSwitches.find(one => one.scope === scope)?.engaged ?? 0)
      for (const status of LIVE)
        sessions.set({ status }, awaiting.sessions.find(one => one.status === status)?.sessions ?? 0)
      campaigns.set(awaiting.campaigns)
      actions.set(awaiting.actions)
      for (const { application, connections: count } of server.connections) connections.set({ application }, count)
      for (const { kind, lateSeconds } of canaries) canaryLate.set({ queue: QUEUE_OF[kind] }, lateSeconds)
      for (const { subject, why, subjects } of standing) stuck.set({ subject, why }, subjects)
      for (const status of ['active', 'failing', 'disabled'] as const) endpoints.set({ status }, webhooks[status])
      failing.set(webhooks.failingSeconds)
      pending.set(webhooks.pending)
      webhooksLate.set(webhooks.oldestDueSeconds)
      connectionLimit.set(server.connectionLimit)
    },
  }
}

const LIVE = SESSION_STATUSES.filter(status => status !== 'FINALIZED' && status !== 'ABANDONED')

/** Every queue, whether it has steps or not; what a newer version carries is `other`. */
function byQueue(steps: StepStanding[]): Map<string, StepStanding[]> {
  const queues = new Map<string, StepStanding[]>(QUEUE_NAMES.map(name => [name, []]))
  for (const [queue, group] of Map.groupBy(steps, ({ kind }) => QUEUE_OF[kind] ?? 'other')) queues.set(queue, group)
  return queues
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0)
}
