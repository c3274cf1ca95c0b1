// Whether an address leads into our own object store, and to which key.
import type { WorkerConfig } from '../../config.ts'

/** @returns undefined: it leads elsewhere */
export function keyInStore(
  { S3_ENDPOINT, S3_BUCKET }: Pick<WorkerConfig, 'S3_ENDPOINT' | 'S3_BUCKET'>,
  url: string,
): string | undefined {
  const ours = `${S3_ENDPOINT.replace(/\/$/, '')}/${S3_BUCKET}/`
  if (!url.startsWith(ours)) return undefined
  return decodeURIComponent(new URL(url).pathname.slice(new URL(ours).pathname.length))
}
