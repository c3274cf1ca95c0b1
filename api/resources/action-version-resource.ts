// A content of an action as clients see it.
import type { ActionVersion as VersionResource } from '#contracts/action-version.ts'
import type { ActionVersion } from '#domain/ports/action-view.ts'

export function actionVersionResource({
  n,
  current,
  by,
  at,
  changed,
  digest,
  content,
}: ActionVersion): VersionResource {
  return {
    ...{ version: n, current, by, at: at.toISOString(), changed, digest: digest ?? null },
    media_ready: content === undefined ? null : digest !== undefined,
    media_sha256: content?.mediaSha256 ?? null,
    account: content?.account ?? null,
    payload: (content?.payload as VersionResource['payload'] | undefined) ?? null, // checked when it was proposed
    preflight: content?.preflight ?? null,
  }
}

export const ACTION_VERSION_COLUMNS = ['version', 'at', 'by', 'changed', 'digest', 'account', 'content_text'] as const

export function actionVersionRow(
  version: ActionVersion,
): Partial<Record<(typeof ACTION_VERSION_COLUMNS)[number], unknown>> {
  const { by, changed, payload, ...plain } = actionVersionResource(version)
  return { ...plain, by: by.sub, changed: changed.join(' '), content_text: payload?.content_text }
}
