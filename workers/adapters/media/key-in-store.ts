// Whether an address leads into our own object store, and to which key.
import type { WorkerConfig } from '../../config.ts'

/** Where the media lie; whatever else the bucket holds is nobody's to publish. */
const MEDIA = 'media/'

/**
 * @returns undefined: it leads elsewhere
 * @throws Error when it leads to something in the store that is no medium
 */
export function keyInStore(
  { S3_ENDPOINT, S3_BUCKET }: Pick<WorkerConfig, 'S3_ENDPOINT' | 'S3_BUCKET'>,
  url: string,
): string | undefined {
  const ours = new URL(`${S3_ENDPOINT.replace(/\/$/, '')}/${S3_BUCKET}/`)
  const asked = new URL(url) // with its dots resolved
  if (asked.origin !== ours.origin || !asked.pathname.startsWith(ours.pathname)) return undefined
  const key = decodeURIComponent(asked.pathname.slice(ours.pathname.length))
  if (!key.startsWith(MEDIA) || key.split('/').includes('..')) throw new Error('what lies there is not a medium')
  return key
}
