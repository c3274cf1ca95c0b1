// Hands in the next version, made from the one that the person saw: somebody else's is never overwritten unseen.
import type { Problem } from '#contracts/problem.ts'
import type { ConfigResource } from '#contracts/session-config.ts'
import type { Api, Refused } from '../../http/api.ts'
import { type MappingDraft, requestOf } from './mapping-draft.ts'

/** @param key of the form: sent twice, it is one version */
export async function handIn(
  api: Api,
  draft: MappingDraft,
  key: string,
): Promise<{ ok: true; version: ConfigResource } | Refused> {
  const body = JSON.stringify(requestOf(draft).body)
  const response = await api.raw('/tenants/current/config', {
    method: 'PUT',
    headers: {
      ...{ 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) },
      ...{ 'if-match': `"${draft.base}"`, ...(key === '' ? {} : { 'idempotency-key': key }) },
    },
    body,
  })
  if (response.ok) return { ok: true, version: (await response.json()) as ConfigResource }
  return { ok: false, status: response.status, problem: (await response.json()) as Problem }
}
