// The settings of the emulators, told by environment.
import { type Settings, serviceConfig } from '#services/kernel/service-config.ts'

export type EmulatorConfig = Settings<Record<never, never>>

/** PORT, or EMULATOR_PORT where the whole system's settings are handed on. */
export function emulatorConfig(env: NodeJS.ProcessEnv): EmulatorConfig {
  return serviceConfig({ ...env, PORT: env.PORT ?? env.EMULATOR_PORT ?? '3010' }, {})
}
