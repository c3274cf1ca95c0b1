// The settings of core, parsed once.
import { z } from 'zod'
import { SettingsInvalid, serviceConfig } from '#services/kernel/service-config.ts'

const EXTRA = {
  /** What is asked for under other names is refused; `core-*` stands for all that begin so. */
  CORE_MODELS: z
    .string()
    .default('core-1')
    .transform(list => list.split(/[\s,]+/).filter(Boolean))
    .pipe(z.array(z.string()).min(1)),
  /** An OpenAI-compatible endpoint (`https://api.openai.com/v1`), asked under `/audio/transcriptions`. */
  CORE_STT_URL: z
    .url({ protocol: /^https?$/ })
    .transform(url => url.replace(/\/+$/, ''))
    .optional(),
  CORE_STT_API_KEY: z.string().optional(),
  CORE_STT_MODEL: z.string().default('whisper-1'),
  /** `verbose_json` tells how sure it is; endpoints that do not know it take `json`. */
  CORE_STT_FORMAT: z.enum(['verbose_json', 'json']).default('verbose_json'),
  /** Of one piece of audio; below the 5 s that sessions wait, so that they hear why. */
  CORE_SPEECH_TIMEOUT_MS: z.coerce.number().int().min(1).max(600_000).default(4500),
  /** `length`: nothing listens, also where the machine could. */
  CORE_SPEECH: z.enum(['auto', 'endpoint', 'pocketsphinx', 'length']).default('auto'),
}

export type CoreConfig = ReturnType<typeof coreConfig>

/** Throws SettingsInvalid, naming all that is wrong. */
export function coreConfig(env: NodeJS.ProcessEnv) {
  const config = serviceConfig(env, EXTRA)
  if (config.CORE_SPEECH === 'endpoint' && config.CORE_STT_URL === undefined) {
    throw new SettingsInvalid(['CORE_STT_URL: CORE_SPEECH=endpoint needs one'])
  }
  return { ...config, searchPath: env.PATH ?? '/usr/local/bin:/usr/bin:/bin' }
}
