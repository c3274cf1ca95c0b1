// Hands in the next version, made from the one that the person saw: somebody else's is never overwritten unseen.
import type { ConfigResource } from '#contracts/session-config.ts'
import type { Api, Sent } from '../../http/api.ts'
import { type MappingDraft, requestOf } from './mapping-draft.ts'

/** @param key of the form: sent twice, it is one version */
export function handIn(api: Api, draft: MappingDraft, key: string): Promise<Sent<ConfigResource>> {
  const given = { version: draft.base, ...(key === '' ? {} : { key }) }
  return api.send('PUT', '/tenants/current/config', requestOf(draft).body, given)
}
