// Whether a post is not yet the outcome of another action.
import type { Action, Resolution } from '#domain/action/action.ts'
import { MandateError } from '#domain/errors.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'

/** A post is the outcome of one action. @throws MandateError ALREADY_EXISTS */
export async function demandUnclaimed(sql: Sql, action: Action, resolution: Resolution): Promise<void> {
  if (resolution.outcome !== 'published') return
  const { platform, account, id } = action
  const parameters = [platform, account, resolution.platformRefId, id]
  const claimed = await deadline(sql.unsafe(CLAIMED, parameters, { prepare: true }), 6000, 'looking for a post')
  if (claimed.length > 0)
    throw new MandateError('ALREADY_EXISTS', 'that post is the outcome of another action of this account')
}

const CLAIMED = `
SELECT 1 FROM action_attempts
WHERE platform = $1 AND account = $2 AND platform_ref_id = $3 AND action_id <> $4::uuid`
