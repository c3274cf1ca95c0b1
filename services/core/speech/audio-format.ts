// Which audio it is, by its first bytes: what a client calls it does not decide.
import { fileTypeFromBuffer } from 'file-type'
import { ServiceProblem } from '#services/kernel/service-problem.ts'

export type AudioFormat = 'wav' | 'webm' | 'opus' | 'oga' | 'flac' | 'mp3'

const BY_EXTENSION: Readonly<Record<string, AudioFormat>> = {
  wav: 'wav',
  webm: 'webm',
  opus: 'opus',
  ogg: 'oga',
  oga: 'oga',
  flac: 'flac',
  mp3: 'mp3',
}

/** Throws a 422 for what is no audio that sessions may send. */
export async function audioFormat(audio: Uint8Array): Promise<AudioFormat> {
  const type = await fileTypeFromBuffer(audio)
  const format = type === undefined ? undefined : BY_EXTENSION[type.ext]
  if (format === undefined) {
    const seen = type === undefined ? 'nothing known' : type.mime
    throw new ServiceProblem(422, 'AUDIO_UNREADABLE', `the audio is neither WAV, WebM, Ogg, FLAC nor MPEG: ${seen}`)
  }
  return format
}
