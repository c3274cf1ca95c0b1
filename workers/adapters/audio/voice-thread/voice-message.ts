// What goes into a listening thread, and what comes back.
import type { UnreadableReason } from '../audio-unreadable.ts'
import type { DetectedVoice } from '../find-voice.ts'

export interface VoiceAsked {
  audio: Uint8Array
  contentType: string
}

/** "Ready" comes once, when the thread has loaded its code. */
export type VoiceAnswered =
  | { ready: true }
  | { found: DetectedVoice }
  | { unreadable: { reason: UnreadableReason; message: string } }
