// The settings of Visual.
import { z } from 'zod'
import { serviceConfig } from '#services/kernel/service-config.ts'

export function visualConfig(env: NodeJS.ProcessEnv) {
  return serviceConfig(env, {
    S3_ENDPOINT: z.url(),
    S3_REGION: z.string().min(1).default('us-east-1'),
    S3_ACCESS_KEY_ID: z.string().min(1),
    S3_SECRET_ACCESS_KEY: z.string().min(1),
    S3_BUCKET: z.string().min(3).max(63).default('mandate'),
  })
}
