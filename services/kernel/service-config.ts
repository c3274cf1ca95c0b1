// The settings that every service is told, parsed once; all that are wrong are reported together.
import { readFileSync } from 'node:fs'
import { z } from 'zod'

const base = {
  PORT: z.coerce.number().int().min(0).max(65535),
  HOST: z.string().min(1).default('127.0.0.1'),
  /** The service's own folder; what it must not forget lies here. */
  DATA_DIR: z.string().min(1),
  /** Opens `/_reference`. */
  REFERENCE_KNOBS: z
    .enum(['0', '1'])
    .default('0')
    .transform(value => value === '1'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
}

/** Settings of the base and `extra` (which may override it). `NAME_FILE` reads NAME from a file; an empty value is none. */
export function serviceConfig<T extends z.ZodRawShape>(env: NodeJS.ProcessEnv, extra: T): Settings<T> {
  const schema = schemaOf(extra)
  const wrong: string[] = []
  const given: Record<string, string> = {}
  for (const name of Object.keys(schema.shape)) {
    const value = settingOf(env, name, wrong)
    if (value !== undefined && value !== '') given[name] = value
  }
  const parsed = schema.safeParse(given)
  // Values are never repeated: one of them may be a secret.
  if (!parsed.success) {
    wrong.push(...parsed.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`))
  }
  if (!parsed.success || wrong.length > 0) throw new SettingsInvalid(wrong)
  return parsed.data
}

export type Settings<T extends z.ZodRawShape> = z.output<Shape<T>>
type Shape<T extends z.ZodRawShape> = z.ZodObject<Omit<typeof base, keyof T> & T>

/** TypeScript types a spread of a generic as an intersection; at run time `extra` overrides, which is what Shape says. */
function schemaOf<T extends z.ZodRawShape>(extra: T): Shape<T> {
  return z.object({ ...base, ...extra }) as unknown as Shape<T>
}

/** Names every wrong setting, one a line; has no stack, since it is read by operators. */
export class SettingsInvalid extends Error {
  constructor(wrong: readonly string[]) {
    super(`settings are wrong:\n${wrong.map(line => `  ${line}`).join('\n')}`)
    this.name = 'SettingsInvalid'
    this.stack = this.message
  }
}

function settingOf(env: NodeJS.ProcessEnv, name: string, wrong: string[]): string | undefined {
  const path = env[`${name}_FILE`]
  if (path === undefined || path === '') return env[name]
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    // Reported with the others; the cause would add only the path, which is named here.
    wrong.push(`${name}_FILE: ${path} cannot be read`)
    return undefined
  }
}
