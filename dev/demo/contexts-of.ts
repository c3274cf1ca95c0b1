// When somebody else begins to speak, another point is called, or what is said becomes restricted: read from the meeting's script.
import type { MeetingScript } from './read-meeting.ts'

export interface ScriptedContext {
  atS: number
  /** What changes then; nothing else is named. */
  change: { current_speaker_id?: string; topic?: string; restricted?: boolean }
}

type Chunk = Pick<MeetingScript['chunks'][number], 'at_s' | 'speaker' | 'topic' | 'restricted'>

export function contextsOf(chunks: readonly Chunk[]): ScriptedContext[] {
  return chunks.flatMap(({ at_s: atS, speaker, topic, restricted }, index) => {
    const before = chunks[index - 1]
    const change = {
      ...(speaker === before?.speaker ? {} : { current_speaker_id: speaker }),
      ...(topic === before?.topic ? {} : { topic }),
      ...(restricted === (before?.restricted ?? false) ? {} : { restricted }),
    }
    return Object.keys(change).length === 0 ? [] : [{ atS, change }]
  })
}
