// The settings that say how strict a process is with what it stands on.
import { z } from 'zod'
import { Flag } from '../parse-settings.ts'
import { isProduction } from '../production-faults.ts'

export function surroundingSettings(env: NodeJS.ProcessEnv) {
  return {
    /** `local` takes what production refuses; absent: what NODE_ENV says. */
    MANDATE_MODE: z.enum(['production', 'local']).optional(),
    /** Whether Redis must keep a log of its writes (AOF). */
    REDIS_LOG_REQUIRED: Flag.default(isProduction(env)),
  }
}
