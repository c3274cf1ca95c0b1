// What core said, as a block: tables and zones go where the pinned maps say, whatever is unknown there is plain text.
import type { TranscribeReply } from '#contracts/upstream/core.ts'
import type { BlockBody } from '#domain/session/block.ts'
import type { Pinned } from '#domain/session/session.ts'

export function blockOfReply(
  { text, confidence, template_id: templateId, intent }: TranscribeReply,
  { zoneMap, tableMap }: Pick<Pinned, 'zoneMap' | 'tableMap'>,
): BlockBody {
  const table = intent && own(tableMap, intent.intent_id)
  if (intent !== undefined && table !== undefined) {
    const { intent_id: intentId, columns = [], rows } = intent
    return { type: 'TABLE', text, intentId, targetPlaceholder: table, columns, rows }
  }
  const zone = templateId === undefined ? undefined : own(zoneMap, templateId)
  return {
    ...{ type: 'TEXT', text, confidence },
    ...(zone === undefined ? {} : { targetPlaceholder: zone }),
    ...(templateId === undefined ? {} : { templateId }),
  }
}

/** A name that core says may be any, `constructor` included. */
function own(map: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(map, name) ? map[name] : undefined
}
