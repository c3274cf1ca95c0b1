import { describe, expect, it } from 'vitest'
import { CredentialsRefused } from '#domain/ports/credential-source.ts'
import { metaCredentials } from '#workers/adapters/meta/credentials.ts'

const whole = {
  access_token: 'secret-token',
  app_secret: 'secret-app',
  page_id: '11',
  ig_user_id: '22',
  ad_account_id: 'act_33',
}

describe('what an account acts on', () => {
  it.each([
    ['page', '11', '11'],
    ['instagram', '22', '22'],
    ['ads', 'act_33', '11'],
  ] as const)('as %s is %s, appearing as %s', (kind, node, appearsAs) => {
    expect(metaCredentials(kind, whole)).toEqual({
      accessToken: 'secret-token',
      appSecret: 'secret-app',
      node,
      appearsAs,
    })
  })

  it('needs no app secret', () => {
    expect(metaCredentials('page', { access_token: 't', page_id: '11' })).not.toHaveProperty('appSecret')
  })
})

it.each([
  ['page', { access_token: 'secret-token' }, 'page_id'],
  ['instagram', { ...whole, access_token: 'secret token' }, 'access_token'],
  ['instagram', { ...whole, ig_user_id: '../secret' }, 'ig_user_id'],
  ['ads', { ...whole, ad_account_id: '33' }, 'ad_account_id'],
  ['ads', { access_token: 'secret-token', ad_account_id: 'act_33' }, 'page_id'],
] as const)(
  '%s credentials that can’t be used are refused by the name of what is wrong, and no secret is told',
  (kind, json, member) => {
    const refused = () => metaCredentials(kind, json)
    expect(refused).toThrow(CredentialsRefused)
    expect(refused).toThrow(member)
    expect(refused).not.toThrow(/secret/)
  },
)
