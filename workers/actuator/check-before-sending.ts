// What must still hold of an action right before it is sent, as far as it can be told without the claim.
import type { LoadedActionStep } from '#db/action/action-load.ts'
import type { ActionError } from '#domain/action/action.ts'
import { approversFor, isGoverned } from '#domain/action/policy.ts'
import { type CommandCheckSettings, commandBreach } from './check-command.ts'
import { accountOf } from './post-of.ts'
import { preflightOf } from './preflight-of.ts'

/**
 * @param digest of what would be sent
 * @returns undefined: nothing speaks against it
 */
export async function checkBeforeSending(
  loaded: LoadedActionStep,
  digest: string,
  commands: CommandCheckSettings,
): Promise<ActionError | undefined> {
  const { record, policy } = loaded
  const accountKind = accountOf(loaded).kind
  const { action, payload, governanceHash } = record
  if (digest !== action.digest) return error('DIGEST_MISMATCH', 'what would be sent is not what was approved')
  const broken = await commandBreach(loaded, commands)
  if (broken !== undefined) return broken
  if (!isGoverned(policy, { governanceHash }))
    return error('POLICY_UNKNOWN', 'its governance hash is no longer in force')
  const needed = approversFor(policy, { platform: action.platform, accountKind, payload })
  const people = new Set(action.approvals.filter(approval => approval.digest === digest).map(({ sub }) => sub))
  if (people.size < needed)
    return error('POLICY_NOT_MET', `${needed} people must have approved it by the policy in force, ${people.size} have`)
  const findings = preflightOf({ platform: action.platform, accountKind, payload })
  const finding = findings.find(({ severity }) => severity === 'ERROR')
  return finding && error('PREFLIGHT_FAILED', `${finding.pointer} ${finding.message}`)
}

function error(code: string, message: string): ActionError {
  return { code, message, retryable: false }
}
