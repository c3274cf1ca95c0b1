import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Command, InvalidArgumentError } from 'commander'
import { ConfigError, worldConfig } from '#dev/config.ts'
import { localIssuer } from '#dev/idp/local-issuer.ts'
import { signToken } from '#dev/idp/sign-token.ts'
import { readEndpoints } from '#dev/supervisor/endpoints.ts'
import { SetupFailed, setUpTenant } from '#dev/tenant/set-up-tenant.ts'

// The place of `npm run -s tenant`: gives a tenant of the world that runs here a session configuration with the sample skeleton.
// Asked again it says the same again.
const SAMPLE = fileURLToPath(new URL('./skeleton/minutes.docx', import.meta.url))

const command = new Command('tenant')
  .description('Gives a tenant a session configuration; prints {skeleton_id, version} once it is in force.')
  .requiredOption('--tenant <uuid>', 'the tenant', tenantOf)
  .option('--skeleton <file>', 'a DOCX instead of the sample', SAMPLE)
  .parse()

const { tenant, skeleton } = command.opts<{ tenant: string; skeleton: string }>()
try {
  const config = worldConfig()
  const apiUrl = readEndpoints(config.dataDir)?.api?.url
  if (apiUrl === undefined) throw new SetupFailed('nothing runs here: npm start first')
  const token = await signToken(localIssuer(config), { tenant, scope: 'tenant:admin' })
  console.log(JSON.stringify(await setUpTenant({ apiUrl, token, docx: bytesOf(skeleton) })))
} catch (error) {
  if (error instanceof SetupFailed || error instanceof ConfigError) command.error(error.message)
  throw error
}

function bytesOf(file: string): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(readFileSync(file))
  } catch (cause) {
    throw new SetupFailed(`${file} can not be read`, { cause })
  }
}

function tenantOf(value: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)) return value.toLowerCase()
  throw new InvalidArgumentError('a tenant is a UUID.')
}
