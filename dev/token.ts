import { join } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import { worldConfig } from '#dev/config.ts'
import { defaultScope, scopes } from '#dev/idp/scopes.ts'
import { signToken } from '#dev/idp/sign-token.ts'
import { readEndpoints } from '#dev/supervisor/endpoints.ts'
import { planPorts } from '#dev/supervisor/plan-ports.ts'

// The place of `npm run -s token`: prints a bearer token of the local identity provider and nothing else. Works while nothing runs, too.
const command = new Command('token')
  .description('Prints a bearer token of the local identity provider.')
  .requiredOption('--tenant <uuid>', 'the tenant it is good for', tenantOf)
  .option(
    '--sub <name>',
    'who it stands for; two people have two names (default: local-human, with --service local-service)',
  )
  .option('--scope <scopes>', `space-separated, of: ${scopes.join(' ')}`, scopeOf, defaultScope)
  .option('--ttl <seconds>', 'how long it is good for', ttlOf, 3600)
  .option('--service', 'principal service instead of human', false)
  .option('--alg <algorithm>', 'EdDSA or ES256', algOf, 'EdDSA')
  .option('--issuer <url>', 'what the provider calls itself, where its keys lie here but no world runs (containers)')
  .addHelpText(
    'after',
    '\nWithout --scope: everything within the tenant but sessions:restricted; ops (all tenants) is given only when asked for.',
  )
  .parse()

const { tenant, sub, scope, ttl, service, alg, ...asked } = command.opts<{
  tenant: string
  sub?: string
  scope: string
  ttl: number
  service: boolean
  alg: 'EdDSA' | 'ES256'
  issuer?: string
}>()
const config = worldConfig()
const endpoints = readEndpoints(config.dataDir)
if (asked.issuer === undefined && config.OIDC_ISSUER !== undefined && config.OIDC_ISSUER !== endpoints?.idp.url) {
  command.error(`OIDC_ISSUER names another identity provider (${config.OIDC_ISSUER}): ask that one`)
}
const idpPort = planPorts(config).find(row => row.name === 'idp')?.port
const issuer = asked.issuer ?? endpoints?.idp.url ?? `http://127.0.0.1:${idpPort}`
const keys = { keysDir: join(config.dataDir, 'idp'), issuer, audience: config.OIDC_AUDIENCE }
const principal = service ? 'service' : 'human'
console.log(
  await signToken(keys, { tenant, scope, ttlS: ttl, principal, algorithm: alg, ...(sub !== undefined && { sub }) }),
)

function tenantOf(value: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)) return value.toLowerCase()
  throw new InvalidArgumentError('a tenant is a UUID.')
}

function scopeOf(value: string): string {
  const words = value.split(/\s+/).filter(Boolean)
  const unknown = words.filter(word => !(scopes as readonly string[]).includes(word))
  if (unknown.length > 0) throw new InvalidArgumentError(`no such scope: ${unknown.join(' ')}.`)
  return words.join(' ')
}

/** Negative ones make a token that has expired: tests need it. */
function ttlOf(value: string): number {
  const seconds = Number(value)
  if (Number.isSafeInteger(seconds)) return seconds
  throw new InvalidArgumentError('seconds are a whole number.')
}

function algOf(value: string): string {
  if (value === 'EdDSA' || value === 'ES256') return value
  throw new InvalidArgumentError('EdDSA or ES256.')
}
