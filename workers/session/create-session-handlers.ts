// Every step of a session with who does it.
import { createS3ObjectStore } from '#db/object-store/s3/index.ts'
import type { WorkerLedger } from '#db/worker-ledger.ts'
import type { LiveSessions } from '#queues/session/live-session.ts'
import { storeSettings } from '../adapters/media/store-settings.ts'
import type { Upstream } from '../adapters/upstream/create-upstream.ts'
import type { WorkerConfig } from '../config.ts'
import { abandon } from './abandon.ts'
import { abortUploads } from './abort-uploads.ts'
import { archive } from './archive.ts'
import { checkParent } from './check-parent.ts'
import { clearSession } from './clear-session.ts'
import { collectOrphans } from './collect-orphans.ts'
import { assemble } from './finalize/assemble.ts'
import { build } from './finalize/build.ts'
import { custody } from './finalize/custody.ts'
import { drain } from './finalize/drain.ts'
import { orFail } from './finalize/or-fail.ts'
import { seal } from './finalize/seal.ts'

export interface SessionHandlersPorts {
  ledger: Pick<WorkerLedger, 'sessions' | 'setup'>
  builder: Upstream
  guard: Upstream
  live: Pick<LiveSessions, 'forget'>
  now: () => number
}

const DAY_MS = 86_400_000

export function createSessionHandlers(
  config: WorkerConfig,
  { ledger, builder, guard, live, now }: SessionHandlersPorts,
) {
  const bucket = config.S3_BUCKET
  const store = createS3ObjectStore(storeSettings(config))
  const locked = createS3ObjectStore({ ...storeSettings(config), bucket: config.S3_CUSTODY_BUCKET })
  const { sessions, setup } = ledger
  const handoverBytes = config.HANDOVER_BYTES
  const assembling = {
    ...{ store, stretch: sessions.stretch, findSkeleton: setup.skeleton, handoverBytes },
    refOf: (key: string) => `s3://${bucket}/${key}`,
  }
  const keeping = { ...sessions, custody: locked, bucket, retentionMs: config.CUSTODY_RETENTION_DAYS * DAY_MS, now }
  const sealing = { ...keeping, guard }
  const againMs = config.SEAL_AGAIN_MS
  return {
    'check-parent': checkParent(sealing),
    drain: drain({ graceMs: config.FINALIZE_GRACE_MS, now }),
    assemble: orFail('BUILD', againMs, assemble(assembling)),
    build: orFail('BUILD', againMs, build({ builder, store, bucket, handoverBytes })),
    seal: orFail('GUARD', againMs, seal(sealing)),
    custody: orFail('CUSTODY', againMs, custody(sealing)),
    abandon: abandon({ lastActivity: sessions.lastActivity, idleMs: config.SESSION_IDLE_S * 1000, now }),
    archive: archive({ ...assembling, ...keeping, forget: live.forget }),
    'collect-orphans': collectOrphans({ store, keysInUse: sessions.keysInUse, forget: live.forget }),
    'abort-uploads': abortUploads({
      store,
      overdueUploads: sessions.overdueUploads,
      noteAbandoned: sessions.noteAbandoned,
    }),
    'clear-session': clearSession({ store, custody: locked, keptChunks: sessions.keptChunks }),
  }
}
