// The program that prepares a deployment's buckets, as its own process against a store that starts empty.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { CreateBucketCommand, GetBucketVersioningCommand, GetObjectLockConfigurationCommand } from '@aws-sdk/client-s3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { connect, credentials, type StartedStore, startStore } from '../dev/object-store/start-store.ts'

let started: StartedStore
let client: ReturnType<typeof connect>

beforeEach(async () => {
  started = await startStore({ buckets: [] })
  client = connect(started.url)
})
afterEach(async () => {
  client.destroy()
  await started.close()
})

it('makes the product’s bucket with versions and the audit bucket with object lock, as often as it runs', async () => {
  for (let run = 0; run < 2; run++) expect(await createBuckets()).toEqual({ code: 0, said: '' })
  expect(await versioningOf('mandate')).toBe('Enabled')
  const lock = await client.send(new GetObjectLockConfigurationCommand({ Bucket: 'mandate-audit' }))
  expect(lock.ObjectLockConfiguration?.ObjectLockEnabled).toBe('Enabled')
})

it('lets a bucket that was there keep versions from now on', async () => {
  await client.send(new CreateBucketCommand({ Bucket: 'mandate' }))
  expect(await createBuckets()).toEqual({ code: 0, said: '' })
  expect(await versioningOf('mandate')).toBe('Enabled')
})

it('fails on an audit bucket that has no object lock', async () => {
  await client.send(new CreateBucketCommand({ Bucket: 'mandate-audit' }))
  const { code, said } = await createBuckets()
  expect(code).toBe(1)
  expect(said).toContain('ObjectLockConfigurationNotFoundError')
})

async function versioningOf(Bucket: string) {
  return (await client.send(new GetBucketVersioningCommand({ Bucket }))).Status
}

/** Its exit code, and what it said on stderr. */
async function createBuckets(): Promise<{ code: number; said: string }> {
  const env = {
    PATH: process.env.PATH,
    S3_ENDPOINT: started.url,
    S3_ACCESS_KEY_ID: credentials.accessKeyId,
    S3_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  }
  const child = spawn(process.execPath, ['deploy/create-buckets.ts'], { env, stdio: ['ignore', 'ignore', 'pipe'] })
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
  return { code, said }
}
