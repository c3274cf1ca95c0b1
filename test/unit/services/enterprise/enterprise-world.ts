// Enterprise over a real socket for one test, with a folder of its own.
import { pino } from 'pino'
import { onTestFinished } from 'vitest'
import { enterpriseConfig } from '#services/enterprise/config.ts'
import { createEnterprise } from '#services/enterprise/create-enterprise.ts'
import { listening } from '../kernel/listening.ts'
import { temporaryFolder } from '../kernel/temporary-folder.ts'

export const HMAC_KEY = 'k'.repeat(32)

export async function enterprise(env: Record<string, string> = {}, now?: () => Date) {
  const dataDir = env.DATA_DIR ?? temporaryFolder()
  const config = enterpriseConfig({ COMMAND_HMAC_KEY: HMAC_KEY, DATA_DIR: dataDir, REFERENCE_KNOBS: '1', ...env })
  const { app, close } = await createEnterprise(config, pino({ level: 'silent' }), now)
  onTestFinished(close)
  return { app, url: await listening(app), dataDir }
}
