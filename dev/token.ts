import { Command, InvalidArgumentError } from 'commander'
import { ConfigError, worldConfig } from '#dev/config.ts'
import { localIssuer } from '#dev/idp/local-issuer.ts'
import { defaultScope, scopes } from '#dev/idp/scopes.ts'
import { signToken, type TokenIssuer } from '#dev/idp/sign-token.ts'

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
const principal = service ? 'service' : 'human'
console.log(
  await signToken(issuerOf(asked.issuer), {
    ...{ tenant, scope, ttlS: ttl, principal, algorithm: alg },
    ...(sub !== undefined && { sub }),
  }),
)

function issuerOf(name: string | undefined): TokenIssuer {
  try {
    return localIssuer(worldConfig(), name)
  } catch (error) {
    if (error instanceof ConfigError) command.error(error.message)
    throw error
  }
}

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
