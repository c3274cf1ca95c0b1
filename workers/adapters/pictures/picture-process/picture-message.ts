// What a process is told that decodes a picture, and what it answers.
import type { AssetError } from '#domain/session/asset.ts'
import type { NormalisedPicture } from '../normalise-picture.ts'

/** Paths. */
export interface PictureAsked {
  input: string
  output: string
  /** Of what is made, in pixels; absent: what a document holds. */
  maxSide?: number
}

export type PictureAnswered =
  | { normalised: NormalisedPicture; rssBytes: number }
  | { refused: AssetError }
  | { failed: string }
