import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { worldConfig } from '#dev/config.ts'
import { readEndpoints } from '#dev/supervisor/endpoints.ts'
import { worldSecrets } from '#dev/supervisor/world-secrets.ts'

// The place of `npm run verify:session -- ID`: verifies a sealed session of the world that runs here, or of the one that the settings
// name.
const config = worldConfig()
const endpoints = readEndpoints(config.dataDir)
if (config.S3_ENDPOINT === undefined && endpoints === undefined) {
  console.error(
    'Nothing runs here: npm start first, or set S3_* (and DATABASE_URL, SERVICE_GUARD_URL to compare with them).',
  )
  process.exit(2)
}
// Of this machine's own store; made up only where it is asked for.
const secrets = () => worldSecrets(config.dataDir)
const env = {
  ...config.inherited,
  DATABASE_URL: config.DATABASE_URL ?? endpoints?.postgres.url ?? '',
  SERVICE_GUARD_URL: config.SERVICE_GUARD_URL ?? endpoints?.services.guard?.url ?? '',
  S3_ENDPOINT: config.S3_ENDPOINT ?? endpoints?.s3.url ?? '',
  S3_REGION: config.S3_REGION,
  S3_ACCESS_KEY_ID: config.S3_ACCESS_KEY_ID ?? secrets().s3AccessKeyId,
  S3_SECRET_ACCESS_KEY: config.S3_SECRET_ACCESS_KEY ?? secrets().s3SecretAccessKey,
  S3_CUSTODY_BUCKET: config.S3_CUSTODY_BUCKET,
}
const main = fileURLToPath(new URL('../db/session/verify/main.ts', import.meta.url))
const child = spawn(process.execPath, [main, ...process.argv.slice(2)], { env, stdio: 'inherit' })
const [code] = (await once(child, 'exit')) as [number | null]
process.exitCode = code ?? 1
