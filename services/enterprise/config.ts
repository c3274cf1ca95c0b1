// The settings of Enterprise, told by environment.
import { z } from 'zod'
import { type Settings, serviceConfig } from '#services/kernel/service-config.ts'

const DAY_S = 24 * 3600

const settings = {
  PORT: z.coerce.number().int().min(0).max(65535).default(8006),
  /** When set, `/commands` demands a service token of this identity provider. */
  OIDC_ISSUER: z.url().optional(),
  OIDC_AUDIENCE: z.string().min(1).default('mandate'),
  /** Shared with the actuator; absent: made once and kept as `command-hmac.key` in DATA_DIR. */
  COMMAND_HMAC_KEY: z.string().min(32).optional(),
  COMMAND_ISSUER: z.string().min(1).default('mandate-enterprise'),
  /** CONTRACT: a command token lives at most 15 minutes. */
  COMMAND_TTL_S: z.coerce.number().int().min(1).max(900).default(600),
  /** Longer than an action may wait for its people (7 days). */
  RESERVATION_TTL_S: z.coerce
    .number()
    .int()
    .min(1)
    .default(30 * DAY_S),
}
export type EnterpriseConfig = Settings<typeof settings>

export function enterpriseConfig(env: NodeJS.ProcessEnv): EnterpriseConfig {
  return serviceConfig(env, settings)
}
