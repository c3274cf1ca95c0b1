// The Optimizer as one HTTP application: the wiring that its main and its tests share.
import type { Hono } from 'hono'
import type { Logger } from 'pino'
import { createService } from '#services/kernel/create-service.ts'
import type { CampaignHistory } from './history/campaign-history.ts'
import { optimizerRoutes } from './optimizer-routes.ts'
import { optimizerSelfChecks } from './self-checks.ts'

export interface OptimizerOptions {
  readonly history: CampaignHistory
  readonly logger: Logger
  readonly knobs: boolean
  readonly dataDir?: string
}

export function createOptimizer({ history, logger, knobs, dataDir }: OptimizerOptions): Hono {
  return createService({
    name: 'optimizer',
    version: '1.0.0',
    logger,
    knobs,
    ...(dataDir === undefined ? {} : { dataDir }),
    routes: app => optimizerRoutes(app, history),
    selfChecks: optimizerSelfChecks(),
  })
}
