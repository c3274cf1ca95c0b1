// The place where `x-amz-copy-source` becomes the bucket, key and version that it names.
// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html

import { S3Error } from './s3-error.ts'
import { parseVersionId } from './version-id.ts'

export interface CopySource {
  bucket: string
  key: string
  versionId: string | undefined
}

/** Throws InvalidArgument. */
export function parseCopySource(header: string): CopySource {
  const mark = header.indexOf('?')
  const path = decode(mark < 0 ? header : header.slice(0, mark)).replace(/^\//, '')
  const slash = path.indexOf('/')
  if (slash <= 0 || slash === path.length - 1) {
    throw new S3Error('InvalidArgument', 'Copy Source must mention the source bucket and key: sourcebucket/sourcekey')
  }
  const query = new URLSearchParams(mark < 0 ? '' : header.slice(mark + 1))
  const versionId = parseVersionId(query.get('versionId') ?? undefined)
  return { bucket: path.slice(0, slash), key: path.slice(slash + 1), versionId }
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch (cause) {
    // The only thing that decodeURIComponent throws is URIError: not UTF-8 or a bare percent sign.
    throw Object.assign(new S3Error('InvalidArgument', 'Copy Source must be URL-encoded UTF-8'), { cause })
  }
}
