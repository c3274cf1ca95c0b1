// Every step of an action with who does it: a forgotten one does not compile.
import type { JWTVerifyGetKey } from 'jose'
import type { ActionPayload } from '#contracts/action.ts'
import { actionDigest } from '#db/action/action-digest.ts'
import type { LoadedActionStep } from '#db/action/action-load.ts'
import type { ActionWritten } from '#db/action/action-write.ts'
import type { RateWindow } from '#db/attempt/action-claim.ts'
import type { WorkerLedger } from '#db/worker-ledger.ts'
import type { Platform } from '#domain/action/action-status.ts'
import type { PlatformPort } from '#domain/ports/platform.ts'
import { type Dispatcher, fastPath } from '#queues/dispatcher.ts'
import type { Touch } from '#queues/touched.ts'
import type { HashMediaOf } from '../adapters/media/create-media-hasher.ts'
import type { OpenMedia } from '../adapters/media/hash-media.ts'
import type { Upstream } from '../adapters/upstream/create-upstream.ts'
import type { ActionEnginePorts } from './action-engine.ts'
import { askCommand } from './ask-command.ts'
import type { CommandCheckSettings } from './check-command.ts'
import { collectMetrics } from './collect-metrics.ts'
import { executeAction } from './execute-action.ts'
import { expireAction } from './expire-action.ts'
import { prepareAction } from './prepare-action.ts'
import { reconcileAction } from './reconcile-action.ts'
import { recordAttempt } from './record-attempt.ts'
import { resolveAction } from './resolve-action.ts'

export interface ActionHandlerOptions {
  ledger: WorkerLedger
  platforms: Record<Platform, PlatformPort>
  /** Of each platform, over all accounts, and of an account that sets none of its own. */
  rates: Record<Platform, { app?: RateWindow | undefined; account?: RateWindow | undefined }>
  enterprise: Upstream
  commandKeys: JWTVerifyGetKey
  commands: CommandCheckSettings
  /** From then on nothing more is claimed. */
  leaving: AbortSignal
  quietMs: number
  sendTimeoutMs: number
  metricsScheduleMs: readonly number[]
  openMedia: OpenMedia
  hashMediaOf: HashMediaOf
  sender: string
  dispatcher: Dispatcher
  touch(touches: readonly Touch[]): void
}

export function createActionHandlers(options: ActionHandlerOptions): ActionEnginePorts['handlers'] {
  const { ledger, platforms, openMedia, sendTimeoutMs, sender, dispatcher, touch, commands } = options
  const { actions } = ledger
  const sending = new Set<string>()
  const platformOf = (name: string) => platforms[name as Platform] // of the ledger, whose CHECK knows these alone
  const announce = ({ action, steps }: ActionWritten, trace: string | undefined) => {
    void dispatcher.dispatch(fastPath(steps, action.tenantId, trace))
    touch([{ subject: action.id }, ...(action.campaignId === undefined ? [] : [{ subject: action.campaignId }])])
  }
  const common = {
    ...actions,
    ...{ platformOf, announce, openMedia, sender, sending, commands },
  }
  const execute = (platform: Platform) =>
    executeAction({
      ...common,
      platform: platforms[platform],
      claim: (loaded, request) => {
        const { app: appWindow, account: accountWindow } = options.rates[platform]
        return actions.claim(loaded, { ...request, sender, phase: 'publish', appWindow, accountWindow })
      },
      claimed: actions.attemptExists,
      putOff: ledger.steps.putOff,
      recordAttempt: recordAttempt(common),
      leaving: options.leaving,
      sendTimeoutMs,
      digestOf,
    })
  const prepare = prepareAction({
    hashMediaOf: options.hashMediaOf,
    digestOf: (loaded, mediaSha256) => digestOf(loaded, { mediaSha256 }),
  })
  return {
    'prepare-twitter': prepare,
    'prepare-meta': prepare,
    'prepare-linkedin': prepare,
    'prepare-mock': prepare,
    'execute-twitter': execute('TWITTER'),
    'execute-meta': execute('META'),
    'execute-linkedin': execute('LINKEDIN'),
    'execute-mock': execute('MOCK'),
    command: askCommand({ ...common, enterprise: options.enterprise, keys: options.commandKeys, digestOf }),
    reconcile: reconcileAction({ ...common, quietMs: options.quietMs }),
    resolve: resolveAction(common),
    expire: expireAction,
    'collect-metrics': collectMetrics({
      platformOf,
      collected: ledger.metrics.collected,
      keep: ledger.metrics.keep,
      scheduleMs: options.metricsScheduleMs,
    }),
  }
}

/** Over what stands in the ledger, but for what is given. */
function digestOf(
  { record }: LoadedActionStep,
  other: { payload?: ActionPayload; governanceHash?: string; mediaSha256?: readonly string[] } = {},
): string {
  const { action, payload, governanceHash, mediaSha256 = [] } = record
  const { id: actionId, tenantId, platform, account } = action
  return actionDigest({ actionId, tenantId, platform, account, payload, governanceHash, mediaSha256, ...other })
}
