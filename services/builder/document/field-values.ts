// What stands in the fields of a document.
import type { FieldPlaceholder } from '#contracts/skeleton.ts'
import type { BuildFrame } from '#contracts/upstream/builder.ts'
import { gapText } from './gap-text.ts'
import type { LocalTimes } from './local-times.ts'

export function fieldValues(
  { session, gaps }: BuildFrame,
  times: LocalTimes,
  speakers: readonly string[],
): Record<FieldPlaceholder, string> {
  return {
    TITLE: session.title ?? session.session_id,
    DATE: times.date,
    START_TIME: times.start,
    END_TIME: times.end,
    TIMEZONE: times.zone,
    SESSION_ID: session.session_id,
    VERSION: String(session.version),
    SPEAKERS: speakers.length === 0 ? '–' : speakers.join(', '),
    GAPS: gaps.length === 0 ? '–' : gaps.map(gap => gapText(gap, session.started_at)).join('\n'),
  }
}
