// What core asks of whatever turns speech into text.
export interface SpeechEngine {
  /** As `GET /health` tells it. */
  readonly name: string
  /** Throws a ServiceProblem: 422 for audio that it cannot read, 503 or 504 when it cannot answer now. */
  transcribe(speech: Speech, signal: AbortSignal): Promise<Transcript>
}

export interface Speech {
  audio: Uint8Array<ArrayBuffer>
  /** BCP 47. */
  locale: string
}

export interface Transcript {
  /** Empty when nothing was understood. */
  text: string
  /** 0 to 1; 0: it does not claim that this was said. */
  confidence: number
}
