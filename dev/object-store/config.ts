// The place where the object store's environment is read, once; everything that is wrong with it is said together.

import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { S3_MAX_PUT_BYTES } from './create-object-store-server.ts'

const list = z.string().transform(text => text.split(/[\s,]+/).filter(word => word !== ''))

const schema = z.object({
  PORT: z.coerce.number().int().min(0).max(65535),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1),
  S3_ACCESS_KEY_ID: z.string().min(3),
  S3_SECRET_ACCESS_KEY: z.string().min(8),
  S3_REGION: z.string().min(1).default('us-east-1'),
  /** `mandate:versions mandate-audit:lock`: names, what they keep behind them; object lock keeps versions as well. */
  S3_BUCKETS: list
    .default([])
    .refine(
      words => words.every(word => /^[a-z0-9.-]+(:lock|:versions)?$/.test(word)),
      'is names, each with `:lock`, `:versions` or nothing behind it',
    )
    .transform(words => words.map(parseBucket)),
  CORS_ORIGINS: list.default([]),
  MAX_OBJECT_BYTES: z.coerce.number().int().positive().default(S3_MAX_PUT_BYTES),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
})

export type ObjectStoreConfig = z.output<typeof schema>

export function readConfig(env: NodeJS.ProcessEnv = process.env): ObjectStoreConfig {
  const secret = env.S3_SECRET_ACCESS_KEY ?? fileOf(env.S3_SECRET_ACCESS_KEY_FILE)
  const parsed = schema.safeParse({ ...env, S3_SECRET_ACCESS_KEY: secret })
  if (parsed.success) return parsed.data
  const wrong = parsed.error.issues.map(issue => `  ${issue.path.join('.')}: ${issue.message}`)
  throw new Error(`The object store's settings are wrong:\n${wrong.join('\n')}`)
}

const fileOf = (path: string | undefined) => (path === undefined ? undefined : readFileSync(path, 'utf8').trim())

function parseBucket(word: string): { name: string; objectLock: boolean; versions: boolean } {
  const [name = '', flag] = word.split(':')
  return { name, objectLock: flag === 'lock', versions: flag !== undefined }
}
