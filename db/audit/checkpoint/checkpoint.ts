// A checkpoint: what the trail of one tenant looked like at a time, signed and locked away where nobody can change it.

/** The last entry of one subject's chain. */
export interface SubjectHead {
  subject: string
  seq: number
  /** Hex. */
  hash: string
}

/** As it is signed; the names are those of the stored JSON. */
export interface Checkpoint {
  tenant: string
  /** 1, 2, 3 … for each tenant, without holes. */
  n: number
  /** RFC 3339 UTC: entries committed before have been looked at. */
  at: string
  /** SHA-256 (hex) of the object of checkpoint n - 1; null for the first. */
  prev: string | null
  key_id: string
  /** Of the subjects that moved since the checkpoint before, in the order of their ids. */
  heads: SubjectHead[]
}

/** Keys sort as the numbers do. */
export const checkpointKey = (tenant: string, n: number): string =>
  `${CHECKPOINT_PREFIX}${tenant}/${String(n).padStart(10, '0')}.json`

/** Where the public half of a signing key lies in the bucket. */
export const publicKeyKey = (kid: string): string => `${PUBLIC_KEY_PREFIX}${kid}.json`

export const CHECKPOINT_PREFIX = 'checkpoints/'
export const PUBLIC_KEY_PREFIX = 'keys/'
