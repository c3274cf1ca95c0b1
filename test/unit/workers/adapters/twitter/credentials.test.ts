import { describe, expect, it } from 'vitest'
import { CredentialsRefused } from '#domain/ports/credential-source.ts'
import { parseTwitterCredentials } from '#workers/adapters/twitter/credentials.ts'

const OAUTH1 = { consumer_key: 'ck', consumer_secret: 'cs', access_token: 'at', access_token_secret: 'ats' }
const OAUTH2 = { client_id: 'id', access_token: 'at', refresh_token: 'rt' }

describe('credentials of X', () => {
  it('are those of OAuth 1.0a', () => {
    expect(parseTwitterCredentials({ ...OAUTH1, user_id: '12' })).toEqual({
      scheme: 'oauth1',
      userId: '12',
      secrets: { consumerKey: 'ck', consumerSecret: 'cs', token: 'at', tokenSecret: 'ats' },
    })
  })

  it.each<[string, object, object]>([
    [
      'with their expiry',
      { ...OAUTH2, expires_at: '2026-03-01T10:00:00Z' },
      { expiresAtMs: Date.parse('2026-03-01T10:00:00Z') },
    ],
    ['of unknown age, to be renewed at once', OAUTH2, { refreshToken: 'rt', expiresAtMs: 0 }],
    [
      'that nothing can renew, used as they are',
      { client_id: 'id', access_token: 'at' },
      { expiresAtMs: Number.MAX_SAFE_INTEGER },
    ],
  ])('are those of OAuth 2 %s', (_, json, seed) => {
    expect(parseTwitterCredentials(json as never)).toMatchObject({
      scheme: 'oauth2',
      seed: { accessToken: 'at', ...seed },
    })
  })

  it.each<[string, object]>([
    ['access_token_secret', { ...OAUTH1, access_token_secret: undefined }],
    ['consumer_secret', { ...OAUTH1, consumer_secret: '' }],
    ['client_id', { access_token: 'at' }],
    ['expires_at', { ...OAUTH2, expires_at: 'soon' }],
    ['user_id', { ...OAUTH1, user_id: 'me' }],
  ])('without a good %s are refused, by its name and without a secret', (name, json) => {
    const refusal = (() => {
      try {
        return parseTwitterCredentials(json as never)
      } catch (error) {
        return error
      }
    })()
    expect(refusal).toBeInstanceOf(CredentialsRefused)
    expect(String(refusal)).toContain(name)
    expect(String(refusal)).not.toMatch(/\bcs\b|\bats\b|\bat\b/)
  })
})
