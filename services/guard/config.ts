// The settings of Guard, told by environment.
import { z } from 'zod'
import { type Settings, serviceConfig } from '#services/kernel/service-config.ts'

const settings = {
  PORT: z.coerce.number().int().min(0).max(65535).default(8013),
}
export type GuardConfig = Settings<typeof settings>

export function guardConfig(env: NodeJS.ProcessEnv): GuardConfig {
  return serviceConfig(env, settings)
}
