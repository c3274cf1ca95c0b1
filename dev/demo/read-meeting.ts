// The board meeting that the demo records: what was said when and by whom, and the audio of it.
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { TimeZone } from '#contracts/primitives.ts'

/** As clients meet them: most chunks come in order and once. */
const Arrival = z.enum(['in_order', 'late', 'twice', 'never', 'during_outage']).default('in_order')

const Chunk = z.strictObject({
  sequence_id: z.int().min(1),
  /** Since the meeting began, on its clock; the audio is exactly `seconds` long, as recorders cut it. */
  at_s: z.number().min(0),
  seconds: z.number().min(1).max(10),
  speaker: z.string(),
  topic: z.string(),
  restricted: z.boolean().default(false),
  /** Empty: nobody speaks. */
  text: z.string(),
  /** What core is told that it heard, where that is not what was said. */
  heard: z.string().optional(),
  arrives: Arrival,
  /** By core, or only by the secretary, once the minutes are sealed. */
  heard_by: z.enum(['core', 'secretary']).default('core'),
})

/** The file `meeting/meeting.json`. */
export const MeetingScript = z.strictObject({
  title: z.string(),
  client_timezone: TimeZone,
  /** How espeak-ng speaks for each. */
  speakers: z.record(
    z.string(),
    z.strictObject({ voice: z.string(), pitch: z.int().min(0).max(99), words_per_minute: z.int() }),
  ),
  chunks: z.array(Chunk).min(1),
  picture: z.strictObject({ file: z.string(), sequence_id: z.int(), caption: z.string() }),
})
export type MeetingScript = z.infer<typeof MeetingScript>

export type MeetingChunk = MeetingScript['chunks'][number] & { audio: Uint8Array<ArrayBuffer> }

export interface Meeting extends Omit<MeetingScript, 'chunks' | 'picture'> {
  chunks: MeetingChunk[]
  picture: MeetingScript['picture'] & { bytes: Uint8Array<ArrayBuffer> }
}

export const MEETING_FOLDER = new URL('./meeting/', import.meta.url)
export const AUDIO_TYPE = 'audio/ogg'

export async function readMeeting(): Promise<Meeting> {
  const script = await readMeetingScript()
  const bytesOf = async (file: string) => new Uint8Array(await readFile(new URL(file, MEETING_FOLDER)))
  const chunks = script.chunks.map(async chunk => ({ ...chunk, audio: await bytesOf(audioFile(chunk.sequence_id)) }))
  const picture = { ...script.picture, bytes: await bytesOf(script.picture.file) }
  return { ...script, chunks: await Promise.all(chunks), picture }
}

export async function readMeetingScript(): Promise<MeetingScript> {
  return MeetingScript.parse(JSON.parse(await readFile(new URL('meeting.json', MEETING_FOLDER), 'utf8')))
}

/** `audio/07.ogg` */
export function audioFile(sequenceId: number): string {
  return `audio/${String(sequenceId).padStart(2, '0')}.ogg`
}
