// Where in the samples of a WAV file its chunks lie.

export interface WavPiece {
  /** From 1. */
  sequenceId: number
  /** From the beginning of the file. */
  offsetMs: number
  durationMs: number
  /** Bytes, counted from the first sample. */
  from: number
  to: number
}

export interface WavLayout {
  pieces: WavPiece[]
  bytesPerSecond: number
}

/** Of `wavOf` without format and samples. */
export const WAV_FRAME_BYTES = 28

/**
 * @param format the content of the file's `fmt ` chunk
 * @param dataBytes how many bytes of samples there are
 * @throws TypeError when the format makes no sense
 */
export function wavLayout(format: Uint8Array, dataBytes: number, chunkMs: number): WavLayout {
  if (format.byteLength < 16) throw new TypeError('the WAV file lacks its format or its samples')
  const view = new DataView(format.buffer, format.byteOffset, format.byteLength)
  const bytesPerSecond = view.getUint32(8, true)
  const frameBytes = view.getUint16(12, true)
  if (bytesPerSecond === 0 || frameBytes === 0) throw new TypeError('the format of the WAV file makes no sense')
  const chunkBytes = Math.max(1, Math.round((bytesPerSecond * chunkMs) / 1000 / frameBytes)) * frameBytes
  const ms = (count: number) => Math.round((count * 1000) / bytesPerSecond)
  const pieces = Array.from({ length: Math.ceil(dataBytes / chunkBytes) }, (_, index): WavPiece => {
    const from = index * chunkBytes
    const to = Math.min(from + chunkBytes, dataBytes)
    return { sequenceId: index + 1, offsetMs: ms(from), durationMs: ms(to - from), from, to }
  })
  return { pieces, bytesPerSecond }
}
