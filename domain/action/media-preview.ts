// What is kept beside the hash of a medium, so that whoever approves sees exactly the bytes that were hashed.

/** Of the medium itself, not of its preview. */
export interface MediumSeen {
  /** By its first bytes, whatever it is called; absent: they are of no kind that is known. */
  mime?: string
  bytes: number
  /** Upright, of a picture. */
  width?: number
  height?: number
}

/**
 * Where the preview of these bytes lies in the object store: a picture of at most PREVIEW_SIDE, or nothing at all (zero bytes) of
 * what is no picture. Never under `media/`, so that nobody can publish from there; of each tenant its own.
 */
export function previewKey(tenantId: string, sha256: string): string {
  return `previews/${tenantId}/${sha256}`
}

/** Pixels of the longer side, at most. */
export const PREVIEW_SIDE = 1200

/** As metadata of the object. */
export function toPreviewMetadata({ mime, bytes, width, height }: MediumSeen): Record<string, string> {
  return {
    bytes: String(bytes),
    ...(mime === undefined ? {} : { mime }),
    ...(width === undefined || height === undefined ? {} : { width: String(width), height: String(height) }),
  }
}

export function fromPreviewMetadata({ mime, bytes, width, height }: Readonly<Record<string, string>>): MediumSeen {
  return {
    bytes: Number(bytes),
    ...(mime === undefined ? {} : { mime }),
    ...(width === undefined || height === undefined ? {} : { width: Number(width), height: Number(height) }),
  }
}
