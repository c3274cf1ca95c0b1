// The pictures of a session, each read from the object store once and kept beside the document until it is packed.
import type { BuildFrame } from '#contracts/upstream/builder.ts'
import type { MarkedBody } from '../skeleton/mark-slots.ts'
import { type DocumentStore, ObjectMissing } from '../store/document-store.ts'
import { readAll } from '../store/read-all.ts'
import { type Picture, pictureRun, readPicture } from './picture.ts'
import type { Relations } from './relations.ts'
import type { Spool } from './spool.ts'

export interface Pictures {
  /** A run with the picture; undefined when there is none that can be shown. Throws ObjectStoreAway. */
  take(assetId: string, caption: string | undefined): Promise<string | undefined>
  /** Name in the package → path on the disk. */
  files(): ReadonlyMap<string, string>
}

export interface PictureParts {
  readonly frame: BuildFrame
  readonly body: MarkedBody
  readonly store: DocumentStore
  readonly spool: Spool
  readonly relations: Relations
}

/** Above what an upload may have. */
const MAX_PICTURE_BYTES = 32 * 1024 * 1024
/** Above what a skeleton numbers its own drawings with. */
const FIRST_NUMBER = 1_000_000

interface Kept extends Omit<Picture, 'bytes'> {
  readonly relationId: string
}

export function createPictures({ frame, body, store, spool, relations }: PictureParts): Pictures {
  const assets = new Map(frame.assets.map(asset => [asset.asset_id, asset]))
  const kept = new Map<string, Kept | undefined>()
  const files = new Map<string, string>()
  let number = FIRST_NUMBER

  const keep = async (ref: string): Promise<Kept | undefined> => {
    const picture = await pictureAt(store, ref)
    if (picture === undefined) return undefined
    const { bytes, ...known } = picture
    const name = `session-${files.size + 1}.${picture.extension}`
    files.set(`word/media/${name}`, await spool.keep(name, bytes))
    return { ...known, relationId: relations.picture(`media/${name}`) }
  }

  return {
    async take(assetId, caption) {
      const asset = assets.get(assetId)
      if (asset === undefined) return undefined
      if (!kept.has(assetId)) kept.set(assetId, await keep(asset.ref))
      const picture = kept.get(assetId)
      if (picture === undefined) return undefined
      number += 1
      return pictureRun(picture, {
        relationId: picture.relationId,
        number,
        altText: asset.alt_text ?? caption ?? '',
        maxWidthTwips: body.textWidth,
        // Room for the caption on the same page.
        maxHeightTwips: Math.floor(body.textHeight * 0.9),
      })
    },
    files: () => files,
  }
}

async function pictureAt(store: DocumentStore, ref: string): Promise<Picture | undefined> {
  try {
    const bytes = await readAll(store.read(ref), MAX_PICTURE_BYTES)
    return bytes === undefined ? undefined : await readPicture(bytes)
  } catch (error) {
    // The document names what is missing; it does not fail for it.
    if (error instanceof ObjectMissing) return undefined
    throw error
  }
}
