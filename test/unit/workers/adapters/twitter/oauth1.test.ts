import { describe, expect, it } from 'vitest'
import { oauth1Header, signatureBase, signatureOf } from '#workers/adapters/twitter/oauth1.ts'

/** https://docs.x.com/fundamentals/authentication/oauth-1-0a/creating-a-signature */
const X_SECRETS = {
  consumerKey: 'xvz1evFS4wEEPTGEFPHBog',
  consumerSecret: 'kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw',
  token: '370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb',
  tokenSecret: 'LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE',
}
const X_STAMP = { nonce: 'kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg', timestampS: 1_318_622_958 }
const STATUS = [['status', 'Hello Ladies + Gentlemen, a signed OAuth request!']] as const

const signatureIn = (header: string) => decodeURIComponent(/oauth_signature="([^"]+)"/.exec(header)?.[1] ?? '')

describe('the signature', () => {
  it.each([
    ['https://api.twitter.com/1/statuses/update.json?include_entities=true', 'tnnArxj06cWHq44gCs1OSKk/jLY='],
    ['https://api.twitter.com/1.1/statuses/update.json?include_entities=true', 'hCtSmYh+iHYCEqBWrE7C7hYmtUk='],
    ['HTTPS://API.twitter.com:443/1/statuses/update.json?include_entities=true', 'tnnArxj06cWHq44gCs1OSKk/jLY='],
  ])('of X’s own example %s is %s', (address, expected) => {
    const request = { method: 'post', url: new URL(address), form: STATUS }
    expect(signatureIn(oauth1Header(request, X_SECRETS, X_STAMP))).toBe(expected)
  })

  it('of the example of RFC 5849 section 1.2 is the one printed there', () => {
    const url = new URL('http://photos.example.net/photos?file=vacation.jpg&size=original')
    const base = signatureBase({ method: 'GET', url }, [
      ['oauth_consumer_key', 'dpf43f3p2l4k3l03'],
      ['oauth_token', 'nnch734d00sl2jdk'],
      ['oauth_signature_method', 'HMAC-SHA1'],
      ['oauth_timestamp', '137131202'],
      ['oauth_nonce', 'chapoH'],
    ])
    const secrets = { consumerSecret: 'kd94hf93k423kf44', tokenSecret: 'pfkkdhi9sl3r4s00' }
    expect(signatureOf(base, secrets)).toBe('MdpQcU8iPSUjWoN/UDMsK2sui9I=')
  })

  it('changes with the query, and not with anything that is not signed', () => {
    const sign = (address: string) =>
      signatureIn(oauth1Header({ method: 'GET', url: new URL(address) }, X_SECRETS, X_STAMP))
    expect(sign('https://api.x.com/2/a?b=1')).not.toBe(sign('https://api.x.com/2/a?b=2'))
    expect(sign('https://api.x.com/2/a?b=1#c')).toBe(sign('https://api.x.com/2/a?b=1'))
  })
})

it('the base string is that of RFC 5849 section 3.4.1.1, whatever is doubled, empty or encoded', () => {
  const url = new URL('http://EXAMPLE.com:80/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b')
  const form = [
    ['c2', ''],
    ['a3', '2 q'],
  ] as const
  const oauth = [
    ['oauth_consumer_key', '9djdj82h48djs9d2'],
    ['oauth_token', 'kkk9d7dh3k39sjv7'],
    ['oauth_signature_method', 'HMAC-SHA1'],
    ['oauth_timestamp', '137131201'],
    ['oauth_nonce', '7d8f3e4a'],
  ] as const
  expect(signatureBase({ method: 'POST', url, form }, oauth)).toBe(
    'POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D%26' +
      'oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method%3DHMAC-SHA1%26' +
      'oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7',
  )
})

it('the header names what was signed with, percent-encoded, and no secret', () => {
  const header = oauth1Header({ method: 'GET', url: new URL('https://api.x.com/2/users/me') }, X_SECRETS, X_STAMP)
  expect(header).toMatch(/^OAuth oauth_consumer_key="xvz1evFS4wEEPTGEFPHBog", /)
  expect(header).toMatch(/oauth_signature="[A-Za-z0-9%]+%3D"$/)
  expect(header).not.toContain(X_SECRETS.consumerSecret)
  expect(header).not.toContain(X_SECRETS.tokenSecret)
})
