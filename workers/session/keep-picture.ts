// Keeps a normalised picture once for its tenant: one that is known by its bytes is not stored again.
import type { KnownPicture } from '#db/session/asset-twins.ts'
import type { AssetChecked } from '#db/session/session-record.ts'
import type { AssetLibrary, LibraryAsset } from '#domain/ports/asset-library.ts'
import type { ObjectStore } from '#domain/ports/object-store.ts'
import type { Session } from '#domain/session/session.ts'
import type { Picture } from './with-picture.ts'

export interface KeepPicturePorts {
  store: Pick<ObjectStore, 'head' | 'put'>
  /** Of the store, as references name it. */
  bucket: string
  library: AssetLibrary
  /** The first picture of the tenant that has these bytes, as the ledger knows it. */
  knownPicture(tenantId: string, sha256: string): Promise<KnownPicture | undefined>
}

interface ToKeep {
  session: Session
  assetId: string
  picture: Picture
}

/** @returns what is recorded: where its bytes lie, and which asset had them before */
export async function keepPicture(ports: KeepPicturePorts, toKeep: ToKeep, signal: AbortSignal): Promise<AssetChecked> {
  const { session, assetId, picture } = toKeep
  const { mime, width, height, sha256 } = picture
  const { tenantId } = session
  const [own, known] = await Promise.all([
    ports.knownPicture(tenantId, sha256),
    ports.library.check({ tenantId, sha256, sessionId: session.id }),
  ])
  const former = await usable(ports, session, { own, known, sha256 })
  const objectKey = former?.objectKey ?? (await store(ports, toKeep, signal))
  const duplicateOf = former?.assetId === assetId ? undefined : former?.assetId
  if (known === undefined) {
    const ref = `s3://${ports.bucket}/${objectKey}`
    await ports.library.register({ tenantId, sha256, assetId: duplicateOf ?? assetId, ref, mime, width, height })
  }
  return {
    ...{ id: assetId, status: 'READY', object_key: objectKey, sha256, mime, width, height },
    ...(duplicateOf === undefined ? {} : { duplicate_of: duplicateOf }),
  }
}

interface Former {
  own: KnownPicture | undefined
  known: LibraryAsset | undefined
  sha256: string
}

/** Whoever says that there is such a picture: only one whose bytes are there for this tenant is one. */
async function usable(
  { store, bucket }: KeepPicturePorts,
  { tenantId }: Session,
  { own, known, sha256 }: Former,
): Promise<KnownPicture | undefined> {
  const ofLibrary = known && { assetId: known.assetId, objectKey: keyOf(known.ref, bucket, tenantId) }
  for (const former of [own, ofLibrary]) {
    if (former?.objectKey === undefined) continue
    if ((await store.head(former.objectKey))?.sha256 === sha256)
      return { assetId: former.assetId, objectKey: former.objectKey }
  }
  return undefined
}

/** @returns undefined: it leads elsewhere than to a picture of this tenant */
function keyOf(ref: string, bucket: string, tenantId: string): string | undefined {
  const prefix = `s3://${bucket}/`
  const key = ref.startsWith(prefix) ? ref.slice(prefix.length) : ''
  return key.startsWith(`assets/${tenantId}/`) ? key : undefined
}

async function store(ports: KeepPicturePorts, { session, picture }: ToKeep, signal: AbortSignal): Promise<string> {
  const { sha256, mime, bytes, open } = picture
  const key = `assets/${session.tenantId}/${session.id}/${sha256}.${mime === 'image/jpeg' ? 'jpg' : 'png'}`
  await ports.store.put(key, open(), { contentType: mime, bytes, sha256, signal })
  return key
}
