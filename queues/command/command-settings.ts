// The settings by which commands are checked, the same in the API and in the workers.
import { z } from 'zod'

const HmacKey = z.string().min(32)

export const COMMAND_SETTINGS = {
  /** Shared with enterprise. Without it no command holds. */
  COMMAND_HMAC_KEY: HmacKey.optional(),
  /** The former one, as long as commands signed under it may still come or run. */
  COMMAND_HMAC_KEY_PREVIOUS: HmacKey.optional(),
  COMMAND_ISSUER: z.string().min(1).default('mandate-enterprise'),
}

export function hmacKeysOf(config: {
  COMMAND_HMAC_KEY?: string | undefined
  COMMAND_HMAC_KEY_PREVIOUS?: string | undefined
}): string[] {
  return [config.COMMAND_HMAC_KEY, config.COMMAND_HMAC_KEY_PREVIOUS].filter(key => key !== undefined)
}
