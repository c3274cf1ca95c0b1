import { readFileSync } from 'node:fs'
import { createMandate, signCommand } from '@mandate/sdk'
import { needed, settings } from '../settings.ts'

// What an Enterprise of your own does: proposes, has it approved, looks at it again, signs the command, and sees it executed.
// ENTERPRISE_KEY is the file of the private JWK whose public part your `/.well-known/jwks.json` shows.
const { url, token, approverToken } = settings(process.env)
const enterprise = createMandate({ url, token })
const person = createMandate({ url, token: approverToken })

const proposed = await enterprise.actions.propose({
  ...{ platform: 'MOCK', account: 'demo', governance_hash: 'policy-2026-11' },
  payload: { content_text: `Signed by our own Enterprise at ${new Date().toISOString()}` },
})
await person.actions.approve(proposed.action_id, { digest: proposed.digest ?? '' })

// As it stands now; signCommand computes the digest anew and signs nothing that differs.
const action = await enterprise.actions.get(proposed.action_id)
const command = await signCommand({
  action,
  key: JSON.parse(readFileSync(needed(process.env, 'ENTERPRISE_KEY'), 'utf8')),
  hmacKey: needed(process.env, 'COMMAND_HMAC_KEY'),
})
await enterprise.actions.execute(command)
// The same bytes again: their `jti` was accepted before, so nothing happens twice.
await enterprise.actions.execute(command)
const { status, platform_ref_id, attempts } = await enterprise.actions.waitFor(action.action_id)
console.log(`action ${status}, ${attempts.length} attempt, on the platform ${platform_ref_id}`)
