// A picture that belongs to a session.

export const ASSET_STATUSES = [
  /** In: upload. Out: a worker has looked at it. */
  'PROCESSING',
  /** In: it is normalised, or known already. Out: never. */
  'READY',
  /** In: it is no picture that can be taken. Out: never. */
  'REFUSED',
] as const
export type AssetStatus = (typeof ASSET_STATUSES)[number]

export const ASSET_ERROR_CODES = [
  /** Its first bytes are of no kind that is taken, whatever its name says. */
  'UNSUPPORTED_TYPE',
  'TOO_MANY_PIXELS',
  'NOT_DECODABLE',
  /** The bytes in the store are not those that were announced. */
  'HASH_MISMATCH',
  'TOO_LARGE',
] as const
export interface AssetError {
  code: (typeof ASSET_ERROR_CODES)[number]
  detail: string
}
