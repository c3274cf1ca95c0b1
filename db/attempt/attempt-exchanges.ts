// What a platform was asked with each attempt of an action, what it answered, and what was looked for afterwards.
import type { ActionPayload } from '#contracts/action.ts'
import type { AccountKind } from '#domain/action/account-kind.ts'
import { kindOfName } from '#domain/action/account-kind.ts'
import type { Platform } from '#domain/action/action-status.ts'
import { publishingRequest } from '#domain/action/publishing-request.ts'
import type { JsonObject } from '#domain/audit-entry.ts'
import type { AttemptExchange } from '#domain/ports/action-view.ts'
import type { ProbeResult } from '#domain/ports/platform.ts'

export interface ExchangeRow {
  platform: Platform
  account: string
  kind: AccountKind | null
  amount_minor: number | null
  /** Null with the payload: an edit replaced it before former contents were kept. */
  digest: string | null
  payload: ActionPayload | null
  media_sha256: string[] | null
  handles: Record<string, JsonObject> | null
  platform_ref_id: string | null
  echo: string | null
  probes: { at: string; found: ProbeResult['kind']; detail: string | null; platform_ref_id: string | null }[] | null
}

export function toExchange(row: ExchangeRow): AttemptExchange {
  const { platform, account, payload, media_sha256: hashes } = row
  const media = (payload?.media_urls ?? []).map((url, index) => {
    const sha256 = hashes?.[index]
    return sha256 === undefined ? { url } : { url, sha256 }
  })
  return {
    asked: {
      request: publishingRequest(platform, row.kind ?? kindOfName(platform, account)),
      account,
      ...(row.digest === null ? {} : { digest: row.digest }),
      ...(payload === null ? {} : { text: payload.content_text, media }),
      handles: idsIn(row.handles ?? {}),
      ...(row.amount_minor === null ? {} : { amountMinor: row.amount_minor }),
    },
    ...(row.platform_ref_id === null ? {} : { platformRefId: row.platform_ref_id }),
    ...(row.echo === null ? {} : { namedId: row.echo }),
    probes: (row.probes ?? []).map(({ at, found, detail, platform_ref_id: platformRefId }) => ({
      ...{ at: new Date(at), found },
      ...(detail === null ? {} : { detail }),
      ...(platformRefId === null ? {} : { platformRefId }),
    })),
  }
}

/** Ids alone: whatever else a platform hands out with them, such as where to upload, opens something. */
function idsIn(handles: Record<string, JsonObject>): Record<string, string> {
  const ids = Object.entries(handles).flatMap(([name, value]) => {
    const id = ID_MEMBERS.map(member => value[member]).find(found => typeof found === 'string')
    return typeof id === 'string' ? [[name, id] as const] : []
  })
  return Object.fromEntries(ids)
}

const ID_MEMBERS = ['id', 'media_id', 'image', 'hash']

/** Of probes the newest alone: where nothing is ever found, they go on for as long as nobody decides. */
const PROBES = 20

/**
 * A column of ExchangeRows in the order of the attempts, of an action aliased `a`. The content of an attempt is the last that was
 * proposed or edited before it began: what stands, or what an edit kept when it replaced it.
 */
export const EXCHANGES_COLUMN = `(
  SELECT coalesce(jsonb_agg(jsonb_build_object('platform', t.platform, 'account', t.account, 'kind', o.kind,
    'amount_minor', t.amount_minor, 'digest', said.digest, 'payload', said.payload, 'media_sha256', said.media_sha256,
    'handles', (SELECT jsonb_object_agg(c.name, c.value) FROM action_checkpoints c
      WHERE c.action_id = a.id AND c.digest = said.digest),
    'platform_ref_id', t.platform_ref_id, 'echo', t.echo,
    'probes', (SELECT jsonb_agg(to_jsonb(p) ORDER BY p.id DESC) FROM (
      SELECT q.id, q.at, q.found, q.detail, q.platform_ref_id FROM attempt_probes q WHERE q.attempt_id = t.id
      ORDER BY q.id DESC LIMIT ${PROBES}) p)
  ) ORDER BY t.fence), '[]')
  FROM action_attempts t
  LEFT JOIN accounts o ON o.tenant_id = t.tenant_id AND o.platform = t.platform AND o.account = t.account
  LEFT JOIN LATERAL (
    SELECT max(l.seq) AS seq, (SELECT max(n.seq) FROM audit_log n
      WHERE n.subject_id = a.id AND n.action IN ('action.proposed', 'action.edited')) AS newest
    FROM audit_log l
    WHERE l.subject_id = a.id AND l.action IN ('action.proposed', 'action.edited') AND l.seq < (
      SELECT min(b.seq) FROM audit_log b
      WHERE b.subject_id = a.id AND b.action IN ('attempt.started', 'attempt.unknown') AND (b.details->>'fence')::int = t.fence)
  ) made ON true
  LEFT JOIN action_versions v ON v.action_id = a.id AND v.seq = made.seq
  LEFT JOIN LATERAL (
    SELECT a.digest, a.payload, a.media_sha256 WHERE made.seq = made.newest
    UNION ALL
    SELECT v.digest, v.payload, v.media_sha256 WHERE made.seq <> made.newest
  ) said ON true
  WHERE t.action_id = a.id
) AS exchanges`
