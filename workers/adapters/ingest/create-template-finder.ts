// Ingest, asked over gRPC which templates a document has. The bytes go along: it need not reach our object store.
import { Code, ConnectError } from '@connectrpc/connect'
import { z } from 'zod'
import { DiscoveredTemplates } from '#contracts/upstream/ingest.ts'
import { type TemplateFinder, TemplatesUnknown } from '#domain/ports/template-finder.ts'
import type { FoundTemplate } from '#domain/setup/skeleton-structure.ts'
import type { OwnToken } from '../own-token.ts'
import { createAskIngest } from './ask-ingest.ts'

export interface TemplateFinderOptions {
  baseUrl: string
  /** For an answer. */
  timeoutMs: number
  /** Sends as who we are. */
  token: OwnToken
}

/** A thousand templates with what says so. */
const MAX_ANSWER_BYTES = 8 * 1024 * 1024
const MOST_EVIDENCE = 5

export function createTemplateFinder({ baseUrl, timeoutMs, token }: TemplateFinderOptions): TemplateFinder {
  const ask = createAskIngest({ baseUrl, token, maxBytes: MAX_ANSWER_BYTES })
  return {
    async discover({ tenantId, docx, signal }) {
      try {
        const { templates } = await ask('DiscoverTemplates', { timeoutMs, signal }, (client, options) =>
          client.discoverTemplates({ tenantId, source: { case: 'docx', value: docx } }, options),
        )
        return parse(templates)
      } catch (error) {
        if (signal.aborted) throw error
        throw unknownBecause(error)
      }
    },
  }
}

interface Said {
  templateId: string
  name: string
  placeholder?: string | undefined
  evidence: { kind: string; part: string; text: string }[]
}

/** Twice is once: the first counts. */
function parse(templates: readonly Said[]): FoundTemplate[] {
  const said = templates.map(({ templateId: template_id, name, placeholder, evidence }) => ({
    ...{ template_id, name, placeholder, evidence: evidence.slice(0, MOST_EVIDENCE) },
  }))
  const found = new Map<string, FoundTemplate>()
  for (const { template_id: templateId, name, placeholder = null, evidence } of DiscoveredTemplates.parse(said))
    if (!found.has(templateId)) found.set(templateId, { templateId, name, placeholder, evidence })
  return [...found.values()]
}

/** Asked again it would be refused again. */
const FINAL: readonly Code[] = [
  ...[Code.InvalidArgument, Code.NotFound, Code.AlreadyExists, Code.PermissionDenied, Code.Unauthenticated],
  ...[Code.FailedPrecondition, Code.OutOfRange, Code.Unimplemented],
]

function unknownBecause(cause: unknown): TemplatesUnknown {
  if (cause instanceof z.ZodError)
    return new TemplatesUnknown('ingest answered what no template is', { retryable: true, cause })
  if (!(cause instanceof ConnectError)) {
    const why = cause instanceof Error ? cause.message : String(cause)
    return new TemplatesUnknown(`ingest was not reached: ${why}`, { retryable: true, cause })
  }
  const detail = `ingest answered ${Code[cause.code]}: ${cause.rawMessage}`
  return new TemplatesUnknown(detail, { retryable: !FINAL.includes(cause.code), cause })
}
