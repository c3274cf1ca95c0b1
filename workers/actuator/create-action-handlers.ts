// Every step of an action with who does it: a forgotten one does not compile.
import { actionDigest } from '#db/action/action-digest.ts'
import type { LoadedActionStep } from '#db/action/action-load.ts'
import type { ActionWritten } from '#db/action/action-write.ts'
import type { WorkerLedger } from '#db/worker-ledger.ts'
import type { Platform } from '#domain/action/action-status.ts'
import type { PlatformPort } from '#domain/ports/platform.ts'
import { type Dispatcher, fastPath } from '#queues/dispatcher.ts'
import type { Touch } from '#queues/touched.ts'
import type { OpenMedia } from '../adapters/media/hash-media.ts'
import type { ActionEnginePorts } from './action-engine.ts'
import { executeAction } from './execute-action.ts'
import { expireAction } from './expire-action.ts'
import { prepareAction } from './prepare-action.ts'
import { reconcileAction } from './reconcile-action.ts'
import { recordAttempt } from './record-attempt.ts'

export interface ActionHandlerOptions {
  ledger: WorkerLedger
  platforms: Partial<Record<Platform, PlatformPort>>
  quietMs: number
  sendTimeoutMs: number
  openMedia: OpenMedia
  sender: string
  dispatcher: Dispatcher
  touch(touches: readonly Touch[]): void
}

export function createActionHandlers(options: ActionHandlerOptions): ActionEnginePorts['handlers'] {
  const { ledger, platforms, openMedia, quietMs, sendTimeoutMs, sender, dispatcher, touch } = options
  const sending = new Set<string>()
  const platformOf = (name: string): PlatformPort => {
    const found = platforms[name as Platform]
    if (found === undefined) throw new TypeError(`${name} is not connected`)
    return found
  }
  const announce = ({ action, steps }: ActionWritten, trace: string | undefined) => {
    void dispatcher.dispatch(fastPath(steps, action.tenantId, trace))
    touch([{ subject: action.id }, ...(action.campaignId === undefined ? [] : [{ subject: action.campaignId }])])
  }
  const { actions } = ledger
  const execute = (platform: Platform) =>
    executeAction({
      platform: platformOf(platform),
      claim: (loaded, { ids, deadlineMs }) => actions.claim(loaded, { ids, deadlineMs, sender, phase: 'publish' }),
      claimed: actions.attemptExists,
      recordAttempt: recordAttempt({
        loadAction: actions.loadAction,
        attemptStillOpen: actions.attemptStillOpen,
        write: actions.write,
        announce,
      }),
      closeAccount: actions.closeAccount,
      sendTimeoutMs,
      digestOf: loaded => digestOf(loaded, loaded.record.mediaSha256 ?? []),
      sending,
    })
  return {
    'prepare-mock': prepareAction({ openMedia, digestOf }),
    'execute-mock': execute('MOCK'),
    reconcile: reconcileAction({
      platformOf,
      openAttempt: actions.openAttempt,
      noteProbe: actions.noteProbe,
      write: actions.write,
      announce,
      sender,
      sending,
      quietMs,
    }),
    expire: expireAction,
  }
}

function digestOf({ record }: LoadedActionStep, mediaSha256: readonly string[]): string {
  const { action, payload, governanceHash } = record
  const { id: actionId, tenantId, platform, account } = action
  return actionDigest({ actionId, tenantId, platform, account, payload, governanceHash, mediaSha256 })
}
