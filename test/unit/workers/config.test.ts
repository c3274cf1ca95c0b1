// Settings of a worker that are only wrong together.
import { expect, it } from 'vitest'
import { workerConfig } from '#workers/config.ts'

const env = {
  DATABASE_URL: 'postgres://a@127.0.0.1/a',
  REDIS_URL: 'redis://127.0.0.1',
  S3_ENDPOINT: 'http://127.0.0.1',
  ...{ S3_ACCESS_KEY_ID: 'a', S3_SECRET_ACCESS_KEY: 'a' },
}

it('deliveries are kept for as long as they are tried', () => {
  expect(() => workerConfig({ ...env, WEBHOOK_KEEP_DAYS: '1' })).toThrow(/WEBHOOK_KEEP_DAYS: must be at least 2/)
  expect(workerConfig({ ...env, WEBHOOK_KEEP_DAYS: '2' }).WEBHOOK_KEEP_DAYS).toBe(2)
})
