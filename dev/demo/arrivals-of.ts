// In which order the chunks of a meeting reach the API: a recorder with a bad connection.
import type { MeetingScript } from './read-meeting.ts'

type Chunk = MeetingScript['chunks'][number]

/** How many others overtake one that is late. */
const OVERTAKEN_BY = 2

/** As they come: late ones behind the next two, repeated ones twice in a row, those that never come left out. */
export function arrivalsOf<C extends Pick<Chunk, 'arrives'>>(chunks: readonly C[]): { chunk: C; isRepeat: boolean }[] {
  return chunks
    .map((chunk, index) => ({ chunk, place: chunk.arrives === 'late' ? index + OVERTAKEN_BY + 0.5 : index }))
    .sort((one, other) => one.place - other.place)
    .flatMap(({ chunk }) => {
      if (chunk.arrives === 'never') return []
      const first = { chunk, isRepeat: false }
      return chunk.arrives === 'twice' ? [first, { chunk, isRepeat: true }] : [first]
    })
}
