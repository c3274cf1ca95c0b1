// Everything that a worker process asks of Postgres, on one pool.
import { decideAction } from '#domain/action/decide.ts'
import { ORCHESTRATOR } from '#domain/actor.ts'
import { IllegalTransition } from '#domain/errors.ts'
import { DEFAULT_SESSION_TIMES, type SessionTimes } from '#domain/session/next-steps.ts'
import type { WatchStep } from '#domain/step.ts'
import { JOB_VERSIONS, type JobVersions } from '#queues/job-versions.ts'
import { type AccountSettings, accountEnsure } from './account/account-ensure.ts'
import { accountFind, accountKind } from './account/account-find.ts'
import { accountLoadStep } from './account/account-load-steps.ts'
import { accountNotes } from './account/account-notes.ts'
import { tokenLease } from './account/token-lease.ts'
import { actionLoad, actionLoadSteps, type LoadedActionStep } from './action/action-load.ts'
import { actionWrite } from './action/action-write.ts'
import { actionClaim } from './attempt/action-claim.ts'
import { attemptKeepProbe, type KeptProbe } from './attempt/attempt-keep-probe.ts'
import {
  attemptExists,
  attemptNoteProbe,
  attemptOpen,
  attemptStillOpen,
  attemptToResolve,
} from './attempt/attempt-open.ts'
import { holdSenderLock } from './attempt/sender-lock.ts'
import { checkpointLedger } from './audit/checkpoint/checkpoint-ledger.ts'
import { campaignActions } from './campaign/campaign-actions.ts'
import { campaignKeepSeen, type SeenBy } from './campaign/campaign-keep-seen.ts'
import { campaignLoadSteps } from './campaign/campaign-load-steps.ts'
import { campaignRecordOutcomes } from './campaign/campaign-record.ts'
import { campaignStageResults } from './campaign/campaign-stage-results.ts'
import { actionCheckpoints } from './checkpoint/action-checkpoints.ts'
import { deadline } from './connection/deadline.ts'
import { openPool, type Sql } from './connection/open-pool.ts'
import { postgresFaults } from './connection/postgres-faults.ts'
import { answerExpire } from './idempotency/answer-expire.ts'
import { metricsLedger } from './metrics/metrics-ledger.ts'
import { assetTwins } from './session/asset-twins.ts'
import { blockRecord } from './session/block-record.ts'
import { chunkLoadSteps } from './session/chunk-load-steps.ts'
import { sessionKeeping } from './session/session-keeping.ts'
import { assetLoadStep, sessionLoadStep } from './session/session-load-step.ts'
import { type SessionRecord, sessionRecord } from './session/session-record.ts'
import { type Ask, sessionStretch } from './session/session-stretch.ts'
import { uploadKeeping } from './session/upload-keeping.ts'
import { policyOf } from './setting/policy-ledger.ts'
import { setupDecide } from './setup/setup-decide.ts'
import { setupKeepFindings } from './setup/setup-keep-findings.ts'
import { setupLoadStep } from './setup/setup-load-step.ts'
import { skeletonFind } from './setup/skeleton-find.ts'
import { laneSweep } from './step/lane-sweep.ts'
import { stepClose } from './step/step-close.ts'
import { stepGiveBack } from './step/step-give-back.ts'
import { stepHurry } from './step/step-hurry.ts'
import { stepMarkDue } from './step/step-mark-due.ts'
import { stepNewer } from './step/step-newer.ts'
import { stepOpen } from './step/step-open.ts'
import { stepPutOff } from './step/step-put-off.ts'
import { stepRelease } from './step/step-release.ts'
import { stepSweep } from './step/step-sweep.ts'
import { type StuckLimits, stuckFind } from './watch/stuck-find.ts'
import { watchStepLoad, watchStepLook } from './watch/watch-step.ts'
import { webhookWorker } from './webhook/webhook-worker.ts'

export interface WorkerLedgerOptions {
  url: string
  /** Past a transaction pooler; absent: `url`. */
  directUrl?: string | undefined
  /** This process, as attempts name it; its lock is held as long as it lives. */
  sender: string
  accounts: AccountSettings
  sessionTimes?: SessionTimes
  /** What this program understands. */
  versions?: JobVersions
  onError(error: unknown): void
  max?: number
}

export type WorkerLedger = Awaited<ReturnType<typeof openWorkerLedger>>

export async function openWorkerLedger(options: WorkerLedgerOptions) {
  const { url, directUrl = url, sender, accounts, sessionTimes = DEFAULT_SESSION_TIMES, onError, max = 6 } = options
  const { versions = JOB_VERSIONS } = options
  const sql = openPool({ url, role: 'mandate_worker', max, applicationName: 'mandate-worker', versions })
  const lock = await holdSenderLock(directUrl, sender, onError)
  const write = (what: Parameters<typeof actionWrite>[1]) => actionWrite(sql, what)
  return {
    campaigns: {
      load: campaignLoadSteps(sql),
      record: campaignRecordOutcomes(sql),
      actionsOf: (tenantId: string, campaignId: string) => campaignActions(sql, tenantId, campaignId),
      resultsOf: (...[campaignId, executionId, stages]: Rest<typeof campaignStageResults>) =>
        campaignStageResults(sql, campaignId, executionId, stages),
      keepSeen: <T>(by: SeenBy, look: () => Promise<T>) => campaignKeepSeen(sql, by, look),
    },
    actions: {
      load: actionLoadSteps(sql),
      loadAction: async (tenantId: string, id: string) => (await actionLoad(sql, tenantId, id))?.record,
      write,
      claim: (...[loaded, options]: Rest<typeof actionClaim>) => actionClaim(sql, loaded, options),
      openAttempt: (tenantId: string, actionId: string) => attemptOpen(sql, tenantId, actionId),
      attemptToResolve: (tenantId: string, actionId: string) => attemptToResolve(sql, tenantId, actionId),
      attemptExists: (attemptId: string) => attemptExists(sql, attemptId),
      attemptStillOpen: (attemptId: string) => attemptStillOpen(sql, attemptId),
      noteProbe: (attemptId: string) => attemptNoteProbe(sql, attemptId),
      keepProbe: (probe: KeptProbe) => attemptKeepProbe(sql, probe),
      checkpointsOf: ({ record: { action } }: LoadedActionStep) =>
        actionCheckpoints(sql, { tenantId: action.tenantId, actionId: action.id, digest: action.digest ?? '' }),
      ...accountNotes(sql),
      /** Cancels an action that has not begun; resolves when it is cancelled or beyond that. */
      async cancel(tenantId: string, id: string, reason: string) {
        for (;;) {
          const record = (await actionLoad(sql, tenantId, id))?.record
          if (record === undefined) return
          try {
            const events = decideAction(record.action, { type: 'cancel', reason }, Date.now())
            const { written } = await write({ record, events, actor: ORCHESTRATOR, trace: undefined })
            if (written === 'written') return
          } catch (error) {
            if (error instanceof IllegalTransition) return
            throw error
          }
        }
      },
    },
    accounts: {
      load: (stepId: string) => accountLoadStep(sql, stepId),
      find: (...[tenantId, platform, account]: Rest<typeof accountFind>) =>
        accountFind(sql, tenantId, platform, account),
      kind: (...[tenantId, platform, account]: Rest<typeof accountKind>) =>
        accountKind(sql, tenantId, platform, account),
    },
    chunks: { load: chunkLoadSteps(sql), record: blockRecord(sql) },
    sessions: {
      load: (stepId: string) => sessionLoadStep(sql, stepId),
      loadAsset: (stepId: string) => assetLoadStep(sql, stepId),
      record: (record: SessionRecord) => sessionRecord(sql, record, sessionTimes),
      stretch: (id: string, page: { after: number; limit: number }) => sessionStretch(askOf(sql), id, page),
      ...sessionKeeping(askOf(sql)),
      ...assetTwins(askOf(sql)),
      ...uploadKeeping(askOf(sql)),
    },
    setup: {
      load: (stepId: string) => setupLoadStep(sql, stepId),
      skeleton: (...[tenantId, id]: Rest<typeof skeletonFind>) => skeletonFind(sql, tenantId, id),
      decide: (...[loaded, verdict]: Rest<typeof setupDecide>) => setupDecide(sql, loaded, verdict),
      keepFindings: (...[loaded, findings]: Rest<typeof setupKeepFindings>) => setupKeepFindings(sql, loaded, findings),
    },
    metrics: metricsLedger(sql),
    tokens: tokenLease(sql),
    policyOf: (tenantId: string) => policyOf(sql, tenantId),
    steps: {
      sweep: () => stepSweep(sql, versions),
      sweepLanes: () => laneSweep(sql, versions),
      markDue: () => stepMarkDue(sql),
      newer: () => stepNewer(sql, versions),
      giveBack: (step: { id: string; run: number }) => stepGiveBack(sql, step),
      open: (ids: string[]) => stepOpen(sql, ids),
      release: (ids: string[]) => stepRelease(sql, ids),
      hurry: (ids: string[]) => stepHurry(sql, ids),
      close: (step: { id: string; run: number }) => stepClose(sql, step),
      putOff: (...putOff: Rest<typeof stepPutOff>) => stepPutOff(sql, ...putOff),
    },
    watch: {
      load: (stepId: string) => watchStepLoad(sql, stepId),
      look: (kinds: readonly WatchStep[]) => watchStepLook(sql, kinds),
      findStuck: (limits: StuckLimits) => stuckFind(sql, limits),
    },
    expireAnswers: (olderThanHours: number) => answerExpire(sql, olderThanHours),
    webhooks: webhookWorker(sql),
    checkpoints: checkpointLedger(sql),
    ensureAccount: accountEnsure(sql, accounts),
    faults: () => postgresFaults(sql),
    async ping() {
      try {
        await deadline(sql`SELECT 1`, 2000, 'asking Postgres')
        return true
      } catch {
        return false // that is the answer
      }
    },
    async close() {
      await lock.close()
      await sql.end({ timeout: 2 })
    },
  }
}

/** Asks with our deadline. */
function askOf(sql: Sql): Ask {
  return <Row extends object>(text: string, parameters: readonly unknown[]) =>
    deadline(sql.unsafe<Row[]>(text, parameters as never[], { prepare: true }), 6000, 'reading a session')
}

type Rest<F> = F extends (sql: never, ...rest: infer R) => unknown ? R : never
