import { Command, InvalidArgumentError } from 'commander'
import { ActionResource } from '#contracts/action.ts'
import { Problem } from '#contracts/problem.ts'
import { CommandReply, type CommandRequest } from '#contracts/upstream/enterprise.ts'
import { ConfigError, worldConfig } from '#dev/config.ts'
import { localIssuer } from '#dev/idp/local-issuer.ts'
import { signToken } from '#dev/idp/sign-token.ts'
import { readEndpoints } from '#dev/supervisor/endpoints.ts'

// The place of `npm run -s command`: prints a ready POST /actuator/execute for any action of the world that runs here, signed by its
// enterprise whether it is approved or not. Refusing is the actuator's job.
const command = new Command('command')
  .description('Prints a ready POST /actuator/execute as one line of JSON: {url, headers, body}.')
  .requiredOption('--action <uuid>', 'the action that it is for, of any tenant', actionOf)
  .addHelpText('after', '\n`body` is the exact text under the signature: send it byte by byte.')
  .parse()

const TIMEOUT_MS = 10_000
/** Whoever reads all tenants needs one of their own; nobody's. */
const NO_TENANT = '00000000-0000-0000-0000-000000000000'

/** What can be said in one line to whoever asked. */
class Refused extends Error {}

try {
  console.log(JSON.stringify(await readyCommand(command.opts<{ action: string }>().action)))
} catch (error) {
  if (error instanceof Refused || error instanceof ConfigError) command.error(error.message)
  throw error
}

async function readyCommand(actionId: string) {
  const config = worldConfig()
  const endpoints = readEndpoints(config.dataDir)
  const [apiUrl, enterpriseUrl] = [endpoints?.api?.url, endpoints?.services.enterprise?.url]
  if (apiUrl === undefined || enterpriseUrl === undefined) throw new Refused('nothing runs here: npm start first')
  const issuer = localIssuer(config)
  const reader = await signToken(issuer, { tenant: NO_TENANT, scope: 'ops' })
  const path = `${apiUrl}/api/v1/actions/${actionId}`
  const action = ActionResource.parse(await ask(path, { headers: { authorization: `Bearer ${reader}` } }))
  const signed = await sign(enterpriseUrl, action)
  const token = await signToken(issuer, { tenant: action.tenant_id, scope: 'actuator:execute' })
  return {
    url: `${apiUrl}/api/v1/actuator/execute`,
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
      'x-command-signature': signed.signature,
    },
    body: signed.body,
  }
}

/** By the service's knob that signs whatever it is given. */
async function sign(enterpriseUrl: string, action: ActionResource) {
  const { action_id, tenant_id, platform, digest, governance_hash } = action
  if (digest === undefined) throw new Refused('it has no digest yet: its media are not ready')
  const payload = action.payload as CommandRequest['payload'] // JSON as it was sent
  const request: CommandRequest = { ...{ action_id, tenant_id, platform, digest, governance_hash }, payload }
  const reply = CommandReply.parse(
    await ask(`${enterpriseUrl}/_reference/commands`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
    }),
  )
  if (reply.status === 'REFUSED') throw new Refused(`enterprise does not sign it: ${reply.reason}`)
  return reply
}

/** @throws Refused when nobody is there, or the answer is a problem */
async function ask(url: string, init: RequestInit): Promise<unknown> {
  let response: Response
  try {
    response = await fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) })
  } catch (cause) {
    throw new Refused(`${new URL(url).origin} does not answer: is the world running?`, { cause })
  }
  const text = await response.text()
  if (response.ok) return JSON.parse(text)
  const problem = Problem.safeParse(parsed(text)).data
  throw new Refused(`${url} answered ${response.status}${problem === undefined ? '' : `: ${problem.detail}`}`)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // no problem document: the status says it
  }
}

function actionOf(value: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)) return value.toLowerCase()
  throw new InvalidArgumentError('an action is a UUID.')
}
