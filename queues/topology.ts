// Which queues there are, what each carries and how fast: read by api, workers and board alike.
import type { CanaryStep, StepKind } from '#domain/step.ts'
import type { JobDefinition } from './define-job.ts'
import { abandon } from './jobs/abandon.ts'
import { abortUploads } from './jobs/abort-uploads.ts'
import { archive } from './jobs/archive.ts'
import { assemble } from './jobs/assemble.ts'
import { build } from './jobs/build.ts'
import { canary } from './jobs/canary.ts'
import { cancelActions } from './jobs/cancel-actions.ts'
import { checkAccount } from './jobs/check-account.ts'
import { checkAsset } from './jobs/check-asset.ts'
import { checkConfig } from './jobs/check-config.ts'
import { checkParent } from './jobs/check-parent.ts'
import { checkSkeleton } from './jobs/check-skeleton.ts'
import { clearSession } from './jobs/clear-session.ts'
import { collectMetrics } from './jobs/collect-metrics.ts'
import { collectOrphans } from './jobs/collect-orphans.ts'
import { command } from './jobs/command.ts'
import { contentProd } from './jobs/content-prod.ts'
import { custody } from './jobs/custody.ts'
import { deliverWebhooks } from './jobs/deliver-webhooks.ts'
import { discoverTemplates } from './jobs/discover-templates.ts'
import { drain } from './jobs/drain.ts'
import { executeLinkedin } from './jobs/execute-linkedin.ts'
import { executeMeta } from './jobs/execute-meta.ts'
import { executeMock } from './jobs/execute-mock.ts'
import { executeTwitter } from './jobs/execute-twitter.ts'
import { expire } from './jobs/expire.ts'
import { findStuck } from './jobs/find-stuck.ts'
import { learn } from './jobs/learn.ts'
import { prepareLinkedin } from './jobs/prepare-linkedin.ts'
import { prepareMeta } from './jobs/prepare-meta.ts'
import { prepareMock } from './jobs/prepare-mock.ts'
import { prepareTwitter } from './jobs/prepare-twitter.ts'
import { publish } from './jobs/publish.ts'
import { publishCheck } from './jobs/publish-check.ts'
import { qualityAudit } from './jobs/quality-audit.ts'
import { radarScan } from './jobs/radar-scan.ts'
import { readSkeleton } from './jobs/read-skeleton.ts'
import { reconcile } from './jobs/reconcile.ts'
import { releaseSpend } from './jobs/release-spend.ts'
import { resolve } from './jobs/resolve.ts'
import { seal } from './jobs/seal.ts'
import { strategyGen } from './jobs/strategy-gen.ts'
import { transcribe } from './jobs/transcribe.ts'
import { vad } from './jobs/vad.ts'

export interface QueueSpec {
  /** What the board shows under the name. */
  description: string
  jobs: readonly JobDefinition[]
  /** Jobs at once in one process; `stage`: the setting STAGE_CONCURRENCY. */
  concurrency: number | 'stage'
  /** Acts on the outside: stock worker, no second run after a stall, read-only on the board. */
  acting: boolean
}

export const QUEUES = {
  'campaign.radar-scan': stage('Asks radar for signals and trends', [radarScan]),
  'campaign.strategy-gen': stage("The analyst's strategy", [strategyGen]),
  'campaign.content-prod': stage('Copy and cards per channel', [contentProd]),
  'campaign.quality-audit': stage('Quality audit and gate', [qualityAudit]),
  'campaign.publish': stage('Proposes actions, follows them', [publish, publishCheck, cancelActions, releaseSpend]),
  'campaign.learn': stage('Metrics to learnings', [learn]),
  'actuator.twitter': acting('Sends to X', [prepareTwitter, executeTwitter]),
  'actuator.meta': acting('Sends to pages, Instagram and ad accounts', [prepareMeta, executeMeta]),
  'actuator.linkedin': acting('Sends to LinkedIn', [prepareLinkedin, executeLinkedin]),
  'actuator.mock': acting('Sends to the MOCK platform', [prepareMock, executeMock]),
  'actuator.reconcile': acting('Finds out unknown outcomes', [reconcile, resolve, command, expire, checkAccount]),
  'actuator.metrics': acting('Collects how the published does', [collectMetrics]),
  'session.vad': stage('Tells speech from silence', [vad]),
  'session.transcribe': stage('Asks core what was said', [transcribe]),
  'session.asset': heavy('Checks what is uploaded', [
    checkSkeleton,
    checkConfig,
    checkAsset,
    readSkeleton,
    discoverTemplates,
  ]),
  'session.finalize': heavy('From the last chunk to the sealed document', [
    checkParent,
    drain,
    assemble,
    build,
    seal,
    custody,
  ]),
  'session.graveyard': heavy('Ends and archives what nothing comes for any more', [abandon, archive]),
  'session.gc': heavy('Deletes what nothing needs any more', [collectOrphans, clearSession, abortUploads]),
  'webhook.deliver': { ...stage('Tells endpoints what has changed', [deliverWebhooks]), concurrency: 16 },
  'system.canary': heavy('Finds out whether everything moves', [findStuck]),
} as const satisfies Record<string, QueueSpec>

export type QueueName = keyof typeof QUEUES
export const QUEUE_NAMES = Object.keys(QUEUES) as QueueName[]

type Carried = (typeof QUEUES)[QueueName]['jobs'][number]['name'] | `canary:${QueueName}`

// Does not compile when a kind of step is carried by no queue, or a queue has no canary.
true satisfies [StepKind] extends [Carried] ? true : never
true satisfies [Carried] extends [StepKind] ? true : never

/** What each queue carries: its jobs, and a canary of its own. */
const CARRIED: [QueueName, JobDefinition][] = QUEUE_NAMES.flatMap(name =>
  [...QUEUES[name].jobs, canary(canaryOf(name))].map((job): [QueueName, JobDefinition] => [name, job]),
)

/** Every job by its name. */
export const JOBS = Object.fromEntries(CARRIED.map(([, job]) => [job.name, job])) as Record<StepKind, JobDefinition>

/** Which queue carries a kind of step. */
export const QUEUE_OF = Object.fromEntries(CARRIED.map(([name, job]) => [job.name, name])) as Record<
  StepKind,
  QueueName
>

/** The step that goes through a queue to see whether it moves. */
export function canaryOf(name: QueueName): CanaryStep {
  return `canary:${name}`
}

function stage<const J extends readonly JobDefinition[]>(description: string, jobs: J) {
  return { description, jobs, concurrency: 'stage', acting: false } as const
}

/** Whole files in memory: a few at a time. */
function heavy<const J extends readonly JobDefinition[]>(description: string, jobs: J) {
  return { description, jobs, concurrency: 2, acting: false } as const
}

function acting<const J extends readonly JobDefinition[]>(description: string, jobs: J) {
  return { description, jobs, concurrency: 4, acting: true } as const
}

/**
 * The queues that a pattern list names.
 * @param patterns names or globs (`campaign.*`), comma or space separated; empty: all
 * @throws RangeError naming a pattern that fits no queue
 */
export function matchQueues(patterns: string): QueueName[] {
  const wanted = patterns.split(/[\s,]+/).filter(pattern => pattern !== '')
  if (wanted.length === 0) return QUEUE_NAMES
  const chosen = new Set<QueueName>()
  for (const pattern of wanted) {
    const expression = new RegExp(
      `^${pattern
        .replace(/[.+^${}()|[\]\\]/g, '\\$&')
        .replaceAll('*', '.*')
        .replaceAll('?', '.')}$`,
    )
    const matching = QUEUE_NAMES.filter(name => expression.test(name))
    if (matching.length === 0) throw new RangeError(`QUEUES: no queue is named ${pattern}`)
    for (const name of matching) chosen.add(name)
  }
  return [...chosen]
}
