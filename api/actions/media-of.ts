// The media of an action with what was kept of them when they were hashed.
import type { ActionMedium } from '#contracts/action-media.ts'
import { fromPreviewMetadata, previewKey } from '#domain/action/media-preview.ts'
import type { ActionView } from '#domain/ports/action-view.ts'
import type { Ports } from '../pipeline/ports.ts'

const TTL_S = 3600

/** Without the object store nothing fails: it says that it could not be asked. */
export async function mediaOf(store: Pick<Ports['store'], 'head' | 'presignGet'>, view: ActionView) {
  const { media_urls: urls = [], alt_texts: alts = [] } = view.payload as {
    media_urls?: string[]
    alt_texts?: string[]
  }
  return Promise.all(
    urls.map(async (url, index): Promise<ActionMedium> => {
      const alt = alts[index]
      const sha256 = view.mediaSha256?.[index]
      const common = { url, ...(alt === undefined || alt === '' ? {} : { alt }) }
      if (sha256 === undefined) return { ...common, sha256: null, ...nothing('not_hashed') }
      return { ...common, sha256, ...(await previewOf(store, previewKey(view.action.tenantId, sha256))) }
    }),
  )
}

type Previewed = Omit<ActionMedium, 'url' | 'alt' | 'sha256'>

async function previewOf(store: Pick<Ports['store'], 'head' | 'presignGet'>, key: string): Promise<Previewed> {
  try {
    const kept = await store.head(key)
    if (kept === undefined) return nothing('none')
    const { mime = null, ...seen } = fromPreviewMetadata(kept.metadata)
    if (kept.bytes === 0) return { ...seen, mime, preview: 'not_a_picture', preview_url: null }
    const url = await store.presignGet(key, TTL_S, { contentType: kept.contentType })
    return { ...seen, mime, preview: 'kept', preview_url: url }
  } catch {
    return nothing('unreachable') // the text can be judged without, and the answer says so
  }
}

function nothing(preview: ActionMedium['preview']): Previewed {
  return { preview, preview_url: null, mime: null, bytes: null }
}
