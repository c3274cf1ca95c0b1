// Which check is whose.
import type { ObjectStore } from '#domain/ports/object-store.ts'
import { type CheckConfigPorts, checkConfig } from './check-config.ts'
import { checkSkeleton } from './check-skeleton.ts'
import type { SetupEnginePorts } from './setup-engine.ts'

export interface CheckSetupPorts extends CheckConfigPorts {
  store: Pick<ObjectStore, 'get'>
}

export function createCheckSetup({ store, findSkeleton }: CheckSetupPorts): SetupEnginePorts['check'] {
  const ofConfig = checkConfig({ findSkeleton })
  const ofSkeleton = checkSkeleton({ store })
  return (loaded, signal) => (loaded.kind === 'check-config' ? ofConfig(loaded) : ofSkeleton(loaded.skeleton, signal))
}
