// Every stage there is: a forgotten one does not compile.
import type { CampaignStage } from '#domain/campaign/campaign-state.ts'
import type { Upstream } from '../adapters/upstream/create-upstream.ts'
import { contentProd } from './content-prod.ts'
import type { AnyStage } from './define-stage.ts'
import { type LearnPorts, learn } from './learn.ts'
import { type PublishPorts, publish } from './publish.ts'
import { qualityAudit } from './quality-audit.ts'
import { radarScan } from './radar-scan.ts'
import { strategyGen } from './strategy-gen.ts'

export type StagePorts = PublishPorts & LearnPorts & { radar: Upstream; analyst: Upstream; visual: Upstream }

export type Stages = Record<CampaignStage, AnyStage>

export function createStages(ports: StagePorts): Stages {
  return {
    RADAR_SCAN: radarScan(ports),
    STRATEGY_GEN: strategyGen(ports),
    CONTENT_PROD: contentProd(ports),
    QUALITY_AUDIT: qualityAudit(ports),
    PUBLISH: publish(ports),
    LEARN: learn(ports),
  } satisfies { [S in CampaignStage]: AnyStage & { stage: S } }
}
