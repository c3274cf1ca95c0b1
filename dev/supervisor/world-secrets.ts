import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { writeAtomically } from '#dev/supervisor/write-atomically.ts'

const schema = z.object({
  s3AccessKeyId: z.string().default(() => `MANDATE${randomBytes(6).toString('hex').toUpperCase()}`),
  s3SecretAccessKey: z.string().default(random),
  serviceClientSecret: z.string().default(random),
  /** Shared by enterprise and the actuator: signs commands. */
  commandHmacKey: z.string().default(random),
  /** Seals the tokens that platforms renew. */
  tokenSealingKey: z.string().default(() => randomBytes(32).toString('base64')),
  /** Private Ed25519 key as PEM; signs the checkpoints of the trail. */
  auditSigningKey: z.string().default(ed25519),
})

export type WorldSecrets = z.output<typeof schema>

/** The secrets of this machine's world, made up once and kept in its data directory, which git ignores. A new kind is added to an old file. */
export function worldSecrets(dataDir: string): WorldSecrets {
  const path = join(dataDir, 'secrets.json')
  const found = readJson(path)
  const secrets = schema.parse(found)
  if (JSON.stringify(found) !== JSON.stringify(secrets)) writeAtomically(path, `${JSON.stringify(secrets, null, 2)}\n`)
  return secrets
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw error
  }
}

function random(): string {
  return randomBytes(24).toString('base64url')
}

function ed25519(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}
