// What an uploaded skeleton is called: only ever shown, never a path.
import { text } from '#contracts/primitives.ts'
import { inputErrors, invalid } from '../body/input-errors.ts'
import type { Call } from '../pipeline/call.ts'

const Name = text(200).regex(/^[^\p{Cc}/\\]+$/u, 'must be a name without slashes and control characters')

/** @throws MandateError VALIDATION_FAILED */
export function skeletonName({ context, upload }: Pick<Call, 'context' | 'upload'>): string {
  const header = context.req.header('x-skeleton-name')
  const [given, pointer] =
    upload?.fields.name !== undefined
      ? [upload.fields.name, '/name']
      : header !== undefined
        ? [decoded(header), 'X-Skeleton-Name']
        : [upload?.fileName ?? 'skeleton.docx', '/file']
  const name = Name.safeParse(given)
  if (!name.success) throw invalid(inputErrors(name.error.issues, () => pointer))
  return name.data
}

function decoded(header: string): string {
  try {
    return decodeURIComponent(header)
  } catch {
    throw invalid([{ pointer: 'X-Skeleton-Name', detail: 'must be percent-encoded UTF-8' }])
  }
}
