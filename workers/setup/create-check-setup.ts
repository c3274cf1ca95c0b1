// Which check is whose.
import type { ObjectStore } from '#domain/ports/object-store.ts'
import type { TemplateFinder } from '#domain/ports/template-finder.ts'
import { type CheckConfigPorts, checkConfig } from './check-config.ts'
import { checkSkeleton } from './check-skeleton.ts'
import { discoverTemplates } from './discover-templates.ts'
import { readSkeleton } from './read-skeleton.ts'
import type { SetupEnginePorts } from './setup-engine.ts'

export interface CheckSetupPorts extends CheckConfigPorts {
  store: Pick<ObjectStore, 'get'>
  finder: TemplateFinder
}

export function createCheckSetup({ store, findSkeleton, finder }: CheckSetupPorts): SetupEnginePorts['check'] {
  const ofConfig = checkConfig({ findSkeleton })
  const ofSkeleton = checkSkeleton({ store })
  const read = readSkeleton({ store })
  const discover = discoverTemplates({ store, finder })
  return (loaded, signal) => {
    switch (loaded.kind) {
      case 'check-config':
        return ofConfig(loaded)
      case 'check-skeleton':
        return ofSkeleton(loaded.skeleton, signal)
      case 'read-skeleton':
        return read(loaded.skeleton, signal)
      case 'discover-templates':
        return discover(loaded, signal)
      default:
        return loaded satisfies never
    }
  }
}
