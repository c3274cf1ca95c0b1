// Where what is uploaded for a session lies; names of people are never part of a key.

interface Owner {
  id: string
  tenantId: string
}

/** A picture as it came: deleted once the session is sealed. */
export const originalKey = ({ id, tenantId }: Owner, assetId: string) => `assets/${tenantId}/${id}/original/${assetId}`

/** The same bytes of a chunk have the same one, so that repeating is harmless. */
export const audioKey = ({ id, tenantId }: Owner, sequenceId: number, sha256: string) =>
  `sessions/${tenantId}/${id}/${sequenceId}-${sha256}`

/** What is uploaded in parts, until it is completed. */
export const uploadKey = ({ id, tenantId }: Owner, uploadId: string) => `uploads/${tenantId}/${id}/${uploadId}`
