import { describe, expect, it } from 'vitest'
import { addressOf } from '#db/connection/address-of.ts'

const URL_ = 'postgres://app:pw@db.example.com:5432/mandate'

describe('a Postgres address', () => {
  it('keeps what it does not answer itself, and passes on nothing else', () => {
    expect(addressOf(`${URL_}?sslmode=disable&pooler=transaction&options=-c%20a%3Db`)).toEqual({
      ...{ url: `${URL_}?options=-c+a%3Db`, ssl: false, pooled: true },
    })
  })

  it.each([
    ['', false],
    ['?sslmode=disable', false],
    ['?sslmode=require', { rejectUnauthorized: false }],
    ['?sslmode=verify-ca', expect.objectContaining({ rejectUnauthorized: true })],
    ['?sslmode=verify-full', expect.objectContaining({ rejectUnauthorized: true })],
    ['?sslrootcert=system', expect.objectContaining({ rejectUnauthorized: true })],
  ])('%s asks for no more and no less', (query, ssl) => {
    expect(addressOf(URL_ + query).ssl).toEqual(ssl)
  })

  it.each([
    ['?sslmode=prefer', /sslmode=prefer/],
    ['?sslmode=verify', /sslmode=verify/],
    ['?pooler=statement', /pooler=statement/],
    ['?sslmode=verify-full&sslrootcert=/nowhere/ca.pem', /certificate in a Postgres URL.*nowhere/],
  ])('%s is refused in words', (query, words) => {
    expect(() => addressOf(URL_ + query)).toThrow(words)
  })
})
