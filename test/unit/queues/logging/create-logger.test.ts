import { context, ROOT_CONTEXT } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLogger } from '#queues/logging/create-logger.ts'
import { withLogFields } from '#queues/logging/log-fields.ts'
import { LinkedinRefusal } from '#workers/adapters/linkedin/client.ts'

const MARKER = 'hunter2canary'
const lines: string[] = []
const logger = createLogger({ process: 'api', level: 'debug', into: { write: line => void lines.push(line) } })
const logged = (fields: object): string => {
  logger.warn({ event: 'test', ...fields })
  return lines.at(-1) ?? ''
}

describe('a log line hides', () => {
  it.each([
    ['a header', { authorization: MARKER }],
    ['a secret one deeper', { account: { access_token: MARKER, name: 'demo' } }],
    ['one in a list, deep down', { a: { b: [{ c: { command_token: MARKER } }] } }],
    ['what clients wrote', { body: { anything: MARKER } }],
    ['bytes', { data: { audio: Buffer.from(MARKER) } }],
    ['the headers on an error', { err: Object.assign(new Error('no'), { config: { headers: { a: MARKER } } }) }],
    ['the parameters of a statement', { err: Object.assign(new Error('no'), { code: '23505', parameters: [MARKER] }) }],
    ['data that Postgres quotes', { err: Object.assign(new Error(`invalid: "${MARKER}"`), { code: '22P02' }) }],
    ['what JSON.parse stumbled over', { err: caught(() => JSON.parse(`${MARKER}`)) }],
    ['the password of an address', { err: new Error(`connect to postgres://app:${MARKER}@db:5432/x failed`) }],
    ['one with an @ in it', { err: new Error(`redis://:p@${MARKER}@cache:6379`) }],
    ['the signature of an address', { why: `GET https://s3/b/k?X-Amz-Expires=60&X-Amz-Signature=${MARKER}&x=1` }],
    ['a bearer token', { why: `refused: Authorization: Bearer ${MARKER}` }],
    ['a field of a form', { why: `grant_type=refresh_token&refresh_token=${MARKER}` }],
    ['a field of JSON', { why: `{"client_secret": "${MARKER}"}` }],
    ['a JWT', { why: `token eyJhbGciOi.${MARKER}.${MARKER} is over` }],
    ['a private key', { err: new Error(`-----BEGIN PRIVATE KEY-----\n${MARKER}\n-----END PRIVATE KEY-----`) }],
    ['a cause', { err: new Error('no', { cause: new Error(`https://u:${MARKER}@h/`) }) }],
    ['a platform’s words', { err: new LinkedinRefusal(new Response('', { status: 400 }), refusedWith(MARKER)) }],
    ['what was thrown that is no error', { err: { token: MARKER } }],
  ])('%s', (_, fields) => {
    expect(logged(fields)).not.toContain(MARKER)
  })

  it('nothing that is needed', () => {
    const cause = Object.assign(new Error('connect ECONNREFUSED 10.0.0.1:5432'), { code: 'ECONNREFUSED' })
    const err = new TypeError('fetch failed: postgres://app:secret@db:5432/mandate', { cause })
    const line = JSON.parse(logged({ err, stage: 'PUBLISH', account: { name: 'demo' }, why: 'radar answered 503' }))
    expect(line).toMatchObject({
      ...{ process: 'api', event: 'test', stage: 'PUBLISH', account: { name: 'demo' }, why: 'radar answered 503' },
      err: {
        type: 'TypeError',
        message: 'fetch failed: postgres://[masked]@db:5432/mandate',
        stack: expect.stringContaining('create-logger.test.ts'),
        cause: { message: 'connect ECONNREFUSED 10.0.0.1:5432', code: 'ECONNREFUSED' },
      },
    })
    expect(line.msg).toBeUndefined()
  })

  it('and ends where an error is its own cause', () => {
    const err: Error = new Error('round')
    err.cause = err
    expect(logged({ err })).toContain('round')
  })
})

describe('a line written while something is worked on', () => {
  beforeAll(() => void context.setGlobalContextManager(new AsyncLocalStorageContextManager()))
  afterAll(() => context.disable())

  it('carries its ids, also those learnt later, and its own fields win', async () => {
    const fields: Record<string, unknown> = { trace_id: 't', job: 'learn' }
    await context.with(withLogFields(ROOT_CONTEXT, fields), async () => {
      fields.tenant_id = 'a'
      await Promise.resolve()
      expect(JSON.parse(logged({ job: 'other' }))).toMatchObject({ trace_id: 't', tenant_id: 'a', job: 'other' })
    })
    expect(fields).toEqual({ trace_id: 't', job: 'learn', tenant_id: 'a' })
    expect(JSON.parse(logged({})).trace_id).toBeUndefined()
  })
})

function caught(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return error
  }
}

function refusedWith(message: string) {
  return { kind: 'refused', error: { code: 'PLATFORM_REFUSED', message, retryable: false } } as const
}
