import { describe, expect, it } from 'vitest'
import { readMeeting } from '#dev/demo/read-meeting.ts'
import { understand } from '#services/core/rules/understand.ts'
import { detectVoice } from '#workers/adapters/audio/detect-voice.ts'

const meeting = await readMeeting()
const { chunks } = meeting

describe('the meeting of the demo', () => {
  it('is small enough for a repository', () => {
    const bytes = chunks.reduce((sum, { audio }) => sum + audio.length, meeting.picture.bytes.length)
    expect(bytes).toBeLessThan(600_000)
  })

  it('has audio as long as its script says, with a voice wherever somebody speaks', async () => {
    const signal = new AbortController().signal
    for (const { sequence_id, seconds, text, audio } of chunks) {
      const { durationMs, voicedMs } = await detectVoice(audio, 'audio/ogg', { signal })
      expect({ sequence_id, durationMs, isSilent: voicedMs === 0 }).toEqual({
        ...{ sequence_id, durationMs: seconds * 1000, isSilent: text === '' },
      })
    }
  })

  it('has one chunk of silence, one restricted, one that never comes, and one pause of more than a minute', () => {
    const pauses = chunks
      .slice(1)
      .map(({ at_s }, index) => at_s - (chunks[index]?.at_s ?? 0) - (chunks[index]?.seconds ?? 0))
    expect(pauses.filter(pause => pause > 60)).toHaveLength(1)
    expect(pauses.filter(pause => pause < 0)).toEqual([])
    expect(chunks.filter(({ text }) => text === '')).toHaveLength(1)
    expect(chunks.filter(({ restricted }) => restricted)).toHaveLength(1)
    expect(chunks.filter(({ arrives }) => arrives === 'never')).toHaveLength(1)
    expect(chunks.map(({ sequence_id }) => sequence_id)).toEqual(chunks.map((_, index) => index + 1))
  })

  it('says a vote, a proposal and tasks in words that core understands', () => {
    const understood = chunks.map(({ text }) => understand(text))
    expect(understood.flatMap(({ intent }) => intent?.rows ?? [])).toEqual([
      ['Ines Robledo', 'yes'],
      ['Marc Teller', 'yes'],
      ['Olga Lindt', 'abstains'],
      ['rent the corner stall', 'Olga Lindt', 'Friday'],
      ['sign the contract with Tolva', 'Marc Teller', 'the thirtieth'],
    ])
    expect(understood.filter(({ template_id }) => template_id === 'TPL_PROPOSAL')).toHaveLength(1)
  })
})
