// Opens the package of a skeleton, and says what is wrong with one that cannot be filled.
import { unzipSync } from 'fflate'
import { MAX_SKELETON_BYTES, MAX_SKELETON_UNPACKED_BYTES } from '#contracts/skeleton.ts'

/** The parts of a DOCX by their names. */
export type Parts = ReadonlyMap<string, Uint8Array>

export const BODY_PART = 'word/document.xml'

/** Throws SkeletonInvalid for what is no DOCX, or is larger than a skeleton may be, packed or unpacked. */
export function openSkeleton(bytes: Uint8Array): Parts {
  if (bytes.length > MAX_SKELETON_BYTES) throw new SkeletonInvalid('it is larger than 20 MiB')
  const parts = unpack(bytes)
  for (const name of ['[Content_Types].xml', BODY_PART]) {
    if (!parts.has(name)) throw new SkeletonInvalid(`it has no ${name}`)
  }
  return parts
}

/** It cannot be filled; another try changes nothing. */
export class SkeletonInvalid extends Error {
  constructor(why: string, cause?: unknown) {
    super(`the skeleton cannot be filled: ${why}`, { cause })
    this.name = 'SkeletonInvalid'
  }
}

export function partText(parts: Parts, name: string): string | undefined {
  const bytes = parts.get(name)
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes)
}

function unpack(bytes: Uint8Array): Parts {
  let unpackedBytes = 0
  try {
    const entries = unzipSync(bytes, {
      // Asked before an entry is unpacked, and none comes out larger than it says here.
      filter({ name, originalSize }) {
        unpackedBytes += originalSize
        if (unpackedBytes > MAX_SKELETON_UNPACKED_BYTES) throw new SkeletonInvalid('unpacked it is larger than 200 MiB')
        return !name.endsWith('/')
      },
    })
    return new Map(Object.entries(entries))
  } catch (error) {
    throw error instanceof SkeletonInvalid ? error : new SkeletonInvalid('it is not a DOCX', error)
  }
}
