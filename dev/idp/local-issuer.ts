import { join } from 'node:path'
import { ConfigError, type WorldConfig } from '#dev/config.ts'
import type { TokenIssuer } from '#dev/idp/sign-token.ts'
import { readEndpoints } from '#dev/supervisor/endpoints.ts'
import { planPorts } from '#dev/supervisor/plan-ports.ts'

/**
 * The identity provider of this machine, running or not.
 * @param asked what it calls itself where no world runs here
 * @throws ConfigError when the settings name another one, whose keys are not ours
 */
export function localIssuer(config: WorldConfig, asked?: string): TokenIssuer {
  const running = readEndpoints(config.dataDir)?.idp.url
  if (asked === undefined && config.OIDC_ISSUER !== undefined && config.OIDC_ISSUER !== running)
    throw new ConfigError(`OIDC_ISSUER names another identity provider (${config.OIDC_ISSUER}): ask that one`)
  const port = planPorts(config).find(row => row.name === 'idp')?.port
  const issuer = asked ?? running ?? `http://127.0.0.1:${port}`
  return { keysDir: join(config.dataDir, 'idp'), issuer, audience: config.OIDC_AUDIENCE }
}
