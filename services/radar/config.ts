// The settings of radar, parsed once.
import { z } from 'zod'
import { serviceConfig } from '#services/kernel/service-config.ts'

const hours = (fallback: number) => z.coerce.number().min(1).max(8760).default(fallback)

const EXTRA = {
  SERVICE_SCOUT_URL: z.url({ protocol: /^https?$/ }).default('http://127.0.0.1:8005'),
  /** Below STAGE_TIMEOUT_MS of whoever asks radar. */
  RADAR_SCOUT_TIMEOUT_MS: z.coerce.number().int().min(1).max(600_000).default(20_000),
  RADAR_HALF_LIFE_H: hours(36),
  /** What "now" means to trends; best a divisor of a week, so that weekly rhythms are seen. */
  RADAR_WINDOW_H: hours(24),
  /** How far back the usual is looked for. */
  RADAR_LOOKBACK_H: hours(28 * 24),
  RADAR_TOP: z.coerce.number().int().min(1).max(500).default(25),
}

export type RadarConfig = ReturnType<typeof radarConfig>

export function radarConfig(env: NodeJS.ProcessEnv) {
  return serviceConfig(env, EXTRA)
}
