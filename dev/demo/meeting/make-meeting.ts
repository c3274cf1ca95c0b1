// Makes the audio beside it from `meeting.json`: `node dev/demo/meeting/make-meeting.ts`, with Debian's espeak-ng and ffmpeg installed.
// The words are ours, and the licence of espeak-ng does not extend to what it says: the audio is free to use.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { audioFile, MEETING_FOLDER, type MeetingScript, readMeetingScript } from '../read-meeting.ts'

/** Before the first word, so that no word is cut. */
const LEAD_S = 0.25
/** A room is never quite still: brown noise at about -60 dB, always the same. */
const ROOM = 'anoisesrc=color=brown:amplitude=0.004:sample_rate=48000:seed='

export async function makeMeeting(): Promise<void> {
  const { speakers, chunks } = await readMeetingScript()
  const folder = mkdtempSync(join(tmpdir(), 'meeting-'))
  mkdirSync(new URL('audio', MEETING_FOLDER), { recursive: true })
  try {
    for (const chunk of chunks) record(chunk, speakers, folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function record(
  { sequence_id, seconds, speaker, text }: MeetingScript['chunks'][number],
  speakers: MeetingScript['speakers'],
  folder: string,
): void {
  const room = ['-f', 'lavfi', '-t', String(seconds), '-i', `${ROOM}${sequence_id}`]
  const spoken = text === '' ? undefined : speak(text, speakers[speaker], folder)
  if (spoken !== undefined && secondsOf(spoken) + LEAD_S > seconds)
    throw new Error(`chunk ${sequence_id} takes ${secondsOf(spoken)} s to say and has ${seconds}`)
  const mix = `[1]aresample=48000,adelay=${LEAD_S * 1000},apad[voice];[0][voice]amix=duration=first:normalize=0`
  ffmpeg(
    ...room,
    ...(spoken === undefined ? [] : ['-i', spoken, '-filter_complex', mix]),
    ...['-ac', '1', '-c:a', 'libopus', '-b:a', '20k', '-application', 'voip', '-fflags', '+bitexact'],
    fileURLToPath(new URL(audioFile(sequence_id), MEETING_FOLDER)),
  )
}

function speak(text: string, by: MeetingScript['speakers'][string] | undefined, folder: string): string {
  if (by === undefined) throw new Error(`nobody speaks “${text}”`)
  const file = join(folder, 'spoken.wav')
  const manner = ['-v', by.voice, '-p', String(by.pitch), '-s', String(by.words_per_minute), '-a', '70']
  execFileSync('espeak-ng', [...manner, '-w', file, text])
  return file
}

function secondsOf(file: string): number {
  const said = execFileSync('ffprobe', ['-v', 'error', '-show_entries', 'format=duration', '-of', 'csv=p=0', file])
  return Number(said.toString())
}

function ffmpeg(...args: string[]): void {
  execFileSync('ffmpeg', ['-v', 'error', '-y', ...args.slice(0, -1), '-map_metadata', '-1', args.at(-1) ?? ''])
}

if (import.meta.main) await makeMeeting()
