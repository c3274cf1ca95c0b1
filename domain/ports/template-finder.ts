// Which templates a document has: ingest knows, and nobody guesses.
import type { FoundTemplate } from '../setup/skeleton-structure.ts'

export interface TemplateFinder {
  /**
   * @param docx at most 20 MiB
   * @throws TemplatesUnknown
   */
  discover(question: { tenantId: string; docx: Uint8Array; signal: AbortSignal }): Promise<FoundTemplate[]>
}

/** Ingest gave no answer that could be used. */
export class TemplatesUnknown extends Error {
  /** Whether the same question may be answered later. */
  readonly retryable: boolean

  constructor(detail: string, { retryable, cause }: { retryable: boolean; cause?: unknown }) {
    super(detail, cause === undefined ? undefined : { cause })
    this.name = 'TemplatesUnknown'
    this.retryable = retryable
  }
}
