// A session with one of everything, and the sample skeleton to build it in.
import { readFileSync } from 'node:fs'
import type { SessionBlock } from '#contracts/session-block.ts'
import type { BuildSession } from '#contracts/upstream/builder.ts'
import type { MemoryDocumentStore } from '#services/builder/store/create-memory-document-store.ts'

export const TENANT = '0198c0de-0000-7000-8000-0000000000a1'
export const SESSION = '0198c0de-0000-7000-8000-0000000000a2'
export const SKELETON_REF = 's3://mandate/skeletons/minutes.docx'
export const FALLBACK_URL = 'https://store.example/audio/7.webm?X-Amz-Signature=abc&X-Amz-Expires=604800'

/** What stands in the repository. */
export function sampleSkeleton(): Uint8Array {
  return readFileSync('dev/skeleton/minutes.docx')
}

export function withSampleSkeleton(store: MemoryDocumentStore): void {
  store.putVersion(SKELETON_REF, 'v1', sampleSkeleton())
}

/** `seconds` after the session's start at 10:00 in Madrid. */
export function timeAt(seconds: number): string {
  return new Date(Date.UTC(2026, 2, 3, 9, 0, seconds)).toISOString()
}

type Own<T> = T extends SessionBlock ? Omit<T, keyof typeof COMMON | 'sequence_id' | 'started_at'> : never

const COMMON = {
  status: 'DONE' as const,
  speaker_id: null,
  topic: null,
  restricted: false,
  target_placeholder: null,
  client_time: '2026-03-03T10:00:00.000+01:00',
}

type Change = Partial<Pick<SessionBlock, keyof typeof COMMON | 'started_at'>>

/** A block six seconds long; what is not said is as plain as can be. */
export function block(sequence_id: number, own: Own<SessionBlock>, change: Change = {}): SessionBlock {
  return { ...COMMON, sequence_id, started_at: timeAt((sequence_id - 1) * 6), ...own, ...change } as SessionBlock
}

export function said(sequence_id: number, speaker_id: string | null, text: string, change: Change = {}): SessionBlock {
  return block(sequence_id, { type: 'TEXT', text }, { speaker_id, ...change })
}

export const VOTE = { intent_id: 'vote', columns: ['vote', 'name'], rows: [['yes', 'Ada Byron']] }

/** Wider than any table of the sample skeleton. */
export const TALLY = {
  intent_id: 'tally',
  columns: ['Result', 'Motion', 'In favour', 'Against', 'Abstained'],
  rows: [['Carried', 'Budget 2026', 7, 1, 0]],
}

export function sampleSession(change: Partial<BuildSession> = {}): BuildSession {
  return {
    tenant_id: TENANT,
    pinned: {
      skeleton_id: 'minutes',
      s3_version_id: 'v1',
      skeleton_ref: SKELETON_REF,
      adapter_id: 'default',
      style_map: {
        TEXT: 'Normal',
        SPEAKER: 'Heading 3',
        SYSTEM_NOTE: 'Quote',
        GAP: 'gap',
        AUDIO_PENDING: 'Pending',
        CAPTION: 'Caption',
      },
      zone_map: {},
      table_map: { vote: 'TBL_VOTES' },
      model_version: '1',
    },
    client_timezone: 'Europe/Madrid',
    locale: 'en-GB',
    session: {
      session_id: SESSION,
      title: 'Board meeting',
      started_at: timeAt(0),
      ended_at: timeAt(3600),
      version: 1,
    },
    gaps: [{ from: 3, to: 3, reason: 'MISSING', started_at: timeAt(12), ended_at: timeAt(18) }],
    assets: [],
    restricted: false,
    blocks: [
      said(1, 'Ada Byron', 'We open the meeting.'),
      said(2, 'Ada Byron', 'The first point is the budget.'),
      said(4, 'Grace Hopper', 'I move that we adopt it.'),
      block(5, { type: 'TABLE', data: VOTE }, { target_placeholder: 'TBL_VOTES', topic: 'Budget 2026' }),
      block(6, { type: 'SILENCE' }),
      block(
        7,
        { type: 'AUDIO_PENDING', data: { fallback_url: FALLBACK_URL, reason: 'CORE_TIMEOUT' } },
        { speaker_id: 'Grace Hopper' },
      ),
      block(7, { type: 'SYSTEM_NOTE', text: 'Pause of 90 s' }),
    ],
    ...change,
  }
}
