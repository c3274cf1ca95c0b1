// Asks ingest which templates a skeleton has; what it can not answer is an answer, too, once it was asked often enough.
import type { LoadedSetupStep } from '#db/setup/setup-load-step.ts'
import type { ObjectStore } from '#domain/ports/object-store.ts'
import { type TemplateFinder, TemplatesUnknown } from '#domain/ports/template-finder.ts'
import { JOBS } from '#queues/topology.ts'
import { printable } from './docx/printable.ts'
import { RefusedDocx } from './docx/refused-docx.ts'
import type { SetupOutcome } from './setup-engine.ts'
import { skeletonBytes } from './skeleton-bytes.ts'

export interface DiscoverTemplatesPorts {
  store: Pick<ObjectStore, 'get'>
  finder: TemplateFinder
}

type LoadedSkeleton = Exclude<LoadedSetupStep, { kind: 'check-config' }>

const AGAIN_MS = 1000

export function discoverTemplates({ store, finder }: DiscoverTemplatesPorts) {
  return async ({ step, skeleton }: LoadedSkeleton, signal: AbortSignal): Promise<SetupOutcome> => {
    try {
      const docx = await skeletonBytes(store, skeleton, signal)
      const templates = await finder.discover({ tenantId: skeleton.tenantId, docx, signal })
      return { kind: 'found', findings: { discovery: { status: 'DONE', templates } } }
    } catch (error) {
      if (error instanceof RefusedDocx) return failed(error.message)
      if (!(error instanceof TemplatesUnknown)) throw error
      const isLast = step.run >= Number(JOBS['discover-templates'].attempts)
      if (!error.retryable || isLast) return failed(error.message)
      return { kind: 'put_off', why: error.message, delayMs: AGAIN_MS * 2 ** (step.run - 1) }
    }
  }
}

function failed(error: string): SetupOutcome {
  return { kind: 'found', findings: { discovery: { status: 'FAILED', error: printable(error) } } }
}
