// Why a recording could not be listened to.

export type UnreadableReason =
  /** The bytes are no audio of the type they were said to be, or end before the first sample. */
  | 'NOT_AUDIO'
  /** A type or a codec that we do not read. */
  | 'UNSUPPORTED'
  /** More audio than one chunk may hold. */
  | 'TOO_LONG'
  /** Reading it took more time or memory than it was given: a busy machine, or bytes made to be slow. */
  | 'GAVE_UP'

export class AudioUnreadable extends Error {
  readonly reason: UnreadableReason
  /** The same bytes may be readable later. */
  readonly retryable: boolean

  constructor(reason: UnreadableReason, message: string, options?: { cause: unknown }) {
    super(message, options)
    this.name = 'AudioUnreadable'
    this.reason = reason
    this.retryable = reason === 'GAVE_UP'
  }
}
