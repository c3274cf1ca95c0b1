// What kind of audio an upload is: as was said of it, or by its first bytes.
import { fileTypeFromBuffer } from 'file-type'
import type { AudioType } from '#contracts/session.ts'
import { demandAudio } from './chunk-head.ts'

/** What was said of an upload of which nothing was said. */
export const UNSAID = 'application/octet-stream'

/** @throws MandateError UNSUPPORTED_MEDIA_TYPE */
export async function audioKind(said: string, head: Uint8Array): Promise<AudioType> {
  if (said !== UNSAID) return demandAudio(said)
  const { mime = '' } = (await fileTypeFromBuffer(head)) ?? {}
  // Opus is told apart in Ogg, and WebM is a film until somebody looks further.
  const bare = mime.split(';')[0] ?? ''
  return demandAudio({ 'audio/opus': 'audio/ogg', 'video/webm': 'audio/webm' }[bare] ?? bare)
}
