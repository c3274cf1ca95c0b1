// Settings are environment variables, parsed once; all that are wrong are named together, and no value of a secret is shown.
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { isProduction, productionFaults } from './production-faults.ts'

/** Thrown with one line a wrong setting; a main.ts prints it and exits 1. */
export class SettingsError extends Error {
  constructor(lines: string[]) {
    super(`wrong settings:\n${lines.map(line => `  ${line}`).join('\n')}`)
    this.name = 'SettingsError'
  }
}

const SECRET = /SECRET|PASSWORD|TOKEN|KEY|HEADERS|DATABASE_(READ_|DIRECT_)?URL|REDIS_URL/

/**
 * @param shape by setting name; an empty value counts as absent
 * @param env `NAME_FILE` may name a file that holds the value of NAME; in production some values are wrong that do elsewhere
 * @throws SettingsError naming every wrong setting
 */
export function parseSettings<T extends z.ZodRawShape>(shape: T, env: NodeJS.ProcessEnv): z.infer<z.ZodObject<T>> {
  const lines: string[] = []
  const values: Record<string, string> = {}
  for (const name of Object.keys(shape)) {
    const value = readValue(name, env, lines)
    if (value !== undefined && value !== '') values[name] = value
  }
  if (isProduction(env)) lines.push(...productionFaults(values))
  const parsed = z.object(shape).safeParse(values)
  if (parsed.success && lines.length === 0) return parsed.data
  for (const issue of parsed.error?.issues ?? []) {
    const name = String(issue.path[0])
    const shown = values[name] === undefined || SECRET.test(name) ? '' : ` (got ${JSON.stringify(values[name])})`
    lines.push(`${name}: ${issue.message}${shown}`)
  }
  throw new SettingsError(lines)
}

function readValue(name: string, env: NodeJS.ProcessEnv, lines: string[]): string | undefined {
  const file = env[`${name}_FILE`]
  if (file === undefined || file === '') return env[name]
  if (env[name] !== undefined && env[name] !== '') {
    lines.push(`${name}: given twice, also as ${name}_FILE`)
    return undefined
  }
  try {
    return readFileSync(file, 'utf8').trimEnd()
  } catch (error) {
    lines.push(`${name}_FILE: ${error instanceof Error ? error.message : String(error)}`)
    return undefined
  }
}

/** `1 true yes on` and their opposites. */
export const Flag = z
  .string()
  .toLowerCase()
  .pipe(z.enum(['1', 'true', 'yes', 'on', '0', 'false', 'no', 'off']))
  .transform(word => ['1', 'true', 'yes', 'on'].includes(word))

/** A whole number within bounds. */
export const whole = (min: number, max: number) => z.coerce.number().int().min(min).max(max)

/** `PLATFORM:account`, comma or space separated. */
export const ChannelList = z.string().transform((list, context) =>
  list
    .split(/[\s,]+/)
    .filter(word => word !== '')
    .map(word => {
      const [platform = '', account = '', ...rest] = word.split(':')
      if (!/^(TWITTER|META|LINKEDIN|MOCK)$/.test(platform) || account === '' || rest.length > 0)
        context.addIssue({ code: 'custom', message: `${word} is not PLATFORM:account` })
      return { platform: platform as 'TWITTER' | 'META' | 'LINKEDIN' | 'MOCK', account }
    }),
)
