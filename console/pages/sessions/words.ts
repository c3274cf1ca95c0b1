// What the states and reasons of a session mean to a person.
import type { AssetResource, SessionResource } from '#contracts/session.ts'
import type { AudioPendingReason } from '#contracts/session-block.ts'

type Status = SessionResource['status']

export const STATUS_MEANS: Readonly<Record<Status, string>> = {
  RECORDING: 'Recording: audio, pictures and corrections are taken.',
  DRAINING: 'Finishing: what was said last is being written down.',
  BUILDING: 'The document is being made.',
  SEALING: 'The document is being signed and put into custody.',
  FINALIZED: 'Sealed: the document, its signature and every copy in custody are there.',
  BUILD_FAILED: 'The document could not be made. Everything that was said is kept.',
  GUARD_FAILED: 'The document was made but not signed, so it is not handed out.',
  CUSTODY_FAILED: 'The document is signed, but not every copy in custody is verified, so it is not handed out.',
  ABANDONED: 'Given up: nothing came for a long time. What had come is archived.',
}

export const FAILED: readonly Status[] = ['BUILD_FAILED', 'GUARD_FAILED', 'CUSTODY_FAILED']
/** Audio, contexts, pictures and corrections are taken in these. */
export const OPEN: readonly Status[] = ['RECORDING', 'DRAINING']
/** Nothing about it changes by itself any more. */
export const OVER: readonly Status[] = ['FINALIZED', 'ABANDONED']

export const PENDING_BECAUSE: Readonly<Record<AudioPendingReason, string>> = {
  CORE_TIMEOUT: 'the transcription took too long',
  CORE_ERROR: 'the transcription failed',
  CORE_INVALID_RESPONSE: 'the transcription answered nothing of use',
  CIRCUIT_OPEN: 'the transcription is away just now',
  QUOTA_EXHAUSTED: 'this month’s quota of transcription is used up',
  RESTRICTED: 'it is restricted',
}

export const REFUSED_BECAUSE: Readonly<Record<NonNullable<AssetResource['error']>['code'], string>> = {
  UNSUPPORTED_TYPE: 'It is no JPEG, PNG, WebP, GIF or TIFF, whatever its name says.',
  TOO_MANY_PIXELS: 'It has too many pixels.',
  NOT_DECODABLE: 'It could not be read as a picture.',
  HASH_MISMATCH: 'What arrived is not what was announced.',
  TOO_LARGE: 'It is too large.',
}

/** @returns the clock on the client's wall */
export const clock = (clientTime: string) => clientTime.slice(11, 19)
