import { describe, expect, it } from 'vitest'
import { isProduction, productionFaults } from '#queues/production-faults.ts'

const RANDOM = '9f3c1b7ae2d84c5f90b6a1d3e8c7f2451122aa77cc88dd99'

describe('production', () => {
  it.each([
    [{ NODE_ENV: 'production' }, true],
    [{ NODE_ENV: 'production', MANDATE_MODE: 'local' }, false],
    [{ NODE_ENV: 'development', MANDATE_MODE: 'production' }, true],
    [{ NODE_ENV: 'production', MANDATE_MODE: '' }, true],
    [{}, false],
  ])('is where %o says so: %s', (env, expected) => {
    expect(isProduction(env)).toBe(expected)
  })
})

describe('in production', () => {
  it.each([
    ['COMMAND_HMAC_KEY', 'mandate-local-only-key-of-commands', /which everybody knows/],
    ['S3_SECRET_ACCESS_KEY', 'mandate-local-only', /which everybody knows/],
    ['DATABASE_URL', 'postgres://mandate_app:local-only@postgres:5432/mandate', /which everybody knows/],
    ['TOKEN_SEALING_KEY', 'bWFuZGF0ZS1sb2NhbC1vbmx5LXNlYWxpbmcta2V5LTA=', /which everybody knows/],
    ['COMMAND_HMAC_KEY', 'a'.repeat(64), /too easy to guess/],
    ['BOARD_SESSION_KEY', '1212121212121212121212121212121212121212', /too easy to guess/],
    ['OIDC_ISSUER', 'http://id.example.com', /must begin with https/],
    ['OIDC_JWKS_URL', 'http://id.example.com/jwks', /must begin with https/],
    ['PLATFORMS_EMULATED', '1', /set it to 0/],
    ['ACCOUNTS_ON_FIRST_USE', 'yes', /set it to 0/],
  ])('%s=%s is refused, by name and without its value', (name, value, why) => {
    const [fault, ...more] = productionFaults({ [name]: value })
    expect(fault).toMatch(new RegExp(`^${name}: .*${why.source}`))
    expect(fault).not.toContain(value.length > 3 ? value : `=${value}`)
    expect(more).toEqual([])
  })

  it('what is one’s own is taken', () => {
    expect(
      productionFaults({
        COMMAND_HMAC_KEY: RANDOM,
        S3_ACCESS_KEY_ID: 'mandate',
        S3_SECRET_ACCESS_KEY: RANDOM,
        DATABASE_URL: 'postgres://mandate_app:kuDh38fhs83hf@db.example.com/mandate?sslmode=require',
        OIDC_ISSUER: 'https://id.example.com',
        PLATFORMS_EMULATED: '0',
        REDIS_URL: 'rediss://redis.example.com:6379',
      }),
    ).toEqual([])
  })
})
