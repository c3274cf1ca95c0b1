// Links to the sealed documents, for whoever may have them.
import type { ObjectStore } from '#domain/ports/object-store.ts'
import type { SessionView } from '#domain/ports/session-ledger.ts'
import type { BuiltDocument } from '#domain/session/finalization.ts'
import type { Caller } from '../auth/caller.ts'
import type { DocumentLinks } from '../resources/session-resource.ts'

/** Whoever wants one later asks again. */
const LINK_TTL_S = 3600

/** @param custody the documents are handed out from where nobody can change them */
export async function sessionLinks(
  custody: Pick<ObjectStore, 'presignGet'>,
  caller: Caller,
  view: SessionView,
): Promise<DocumentLinks> {
  if (view.session.status !== 'FINALIZED') return {}
  const linkTo = async (kind: BuiltDocument['kind']) => {
    const document = view.documents?.find(each => each.kind === kind)
    const copy = document && view.custody?.find(({ object }) => object === document.key)
    if (copy === undefined) return undefined
    const suffix = kind === 'restricted' ? '-restricted' : ''
    const downloadAs = `minutes-${view.session.id}-v${view.documentVersion}${suffix}.docx`
    return custody.presignGet(copy.object, LINK_TTL_S, { versionId: copy.versionId, downloadAs })
  }
  const [open, full] = await Promise.all([
    linkTo('public'),
    caller.scopes.has('sessions:restricted') ? linkTo('restricted') : undefined,
  ])
  return {
    ...(open === undefined ? {} : { document_url: open }),
    ...(full === undefined ? {} : { restricted_document_url: full }),
  }
}
