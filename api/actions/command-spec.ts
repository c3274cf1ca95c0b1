// What a command to an action answers, for the OpenAPI document.
import { ActionResource } from '#contracts/action.ts'
import { EXAMPLES } from '../examples.ts'
import type { SuccessSpec } from '../pipeline/route.ts'

/** `If-Match`, where what is decided on carries no digest. */
export const MADE_FOR = {
  'If-Match':
    '`"VERSION"`, the ETag of the action that the person saw: else 409 `VERSION_CONFLICT`, and nothing happens',
}

export const COMMANDED: SuccessSpec[] = [
  {
    status: 200,
    description: 'Recorded; the action as it stands then, with `Prefer: wait` once it is final or its outcome unknown',
    schema: ActionResource,
    example: EXAMPLES.action,
    headers: { ETag: 'Its version', 'Preference-Applied': 'The wait that was granted' },
  },
]
