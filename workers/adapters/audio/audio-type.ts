// The kinds of recordings that a chunk may be.
import { AudioUnreadable } from './audio-unreadable.ts'

export type AudioType = 'wav' | 'webm' | 'ogg' | 'flac' | 'mpeg'

/**
 * @param contentType as the client gave it, parameters included: `audio/webm;codecs=opus`
 * @throws AudioUnreadable when it is none of the five
 */
export function audioType(contentType: string): AudioType {
  const essence = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  const type = TYPES.get(essence)
  if (type === undefined) throw new AudioUnreadable('UNSUPPORTED', `${essence.slice(0, 100)} is not read here`)
  return type
}

const TYPES: ReadonlyMap<string, AudioType> = new Map([
  ['audio/wav', 'wav'],
  ['audio/webm', 'webm'],
  ['audio/ogg', 'ogg'],
  ['audio/flac', 'flac'],
  ['audio/mpeg', 'mpeg'],
])
