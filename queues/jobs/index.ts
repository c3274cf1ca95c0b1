// Every job there is: a forgotten one does not compile.
import type { StepKind } from '#domain/step.ts'
import type { JobDefinition } from '../define-job.ts'
import { cancelActions } from './cancel-actions.ts'
import { contentProd } from './content-prod.ts'
import { executeMock } from './execute-mock.ts'
import { expire } from './expire.ts'
import { learn } from './learn.ts'
import { prepareMock } from './prepare-mock.ts'
import { publish } from './publish.ts'
import { publishCheck } from './publish-check.ts'
import { qualityAudit } from './quality-audit.ts'
import { radarScan } from './radar-scan.ts'
import { reconcile } from './reconcile.ts'
import { releaseSpend } from './release-spend.ts'
import { strategyGen } from './strategy-gen.ts'

export const JOBS = {
  'radar-scan': radarScan,
  'strategy-gen': strategyGen,
  'content-prod': contentProd,
  'quality-audit': qualityAudit,
  publish,
  'publish-check': publishCheck,
  learn,
  'cancel-actions': cancelActions,
  'release-spend': releaseSpend,
  'prepare-mock': prepareMock,
  'execute-mock': executeMock,
  reconcile,
  expire,
} as const satisfies { [N in StepKind]: JobDefinition<N> }
