// The settings of the Optimizer: those that every service has.
import { serviceConfig } from '#services/kernel/service-config.ts'

export function optimizerConfig(env: NodeJS.ProcessEnv) {
  return serviceConfig(env, {})
}
