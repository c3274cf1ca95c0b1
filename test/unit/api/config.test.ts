import { expect, it } from 'vitest'
import { apiConfig } from '#api/config.ts'

const GOOD = { DATABASE_URL: 'postgres://u:secret@h/db', OIDC_ISSUER: 'http://127.0.0.1:3002' }

it('has defaults for all but the database and the issuer', () => {
  expect(apiConfig(GOOD)).toMatchObject({
    API_PORT: 3000,
    CORS_ORIGINS: [],
    API_RATE_LIMIT: { count: 600_000, seconds: 60 },
  })
})

it('names all wrong settings at once and shows no secret', () => {
  const wrong = {
    ...GOOD,
    DATABASE_URL: 'mysql://u:secret@h/db',
    API_PORT: '99999',
    API_RATE_LIMIT: 'many',
    CORS_ORIGINS: '*',
  }
  expect(() => apiConfig(wrong)).toThrow(
    expect.toSatisfy(
      (error: Error) =>
        ['DATABASE_URL', 'API_PORT', 'API_RATE_LIMIT', 'CORS_ORIGINS'].every(name => error.message.includes(name)) &&
        !error.message.includes('secret'),
    ),
  )
})

it.each(['*', 'https://*.example.com', 'https://a.example/', 'a.example', 'null'])(
  'refuses %j as an origin',
  origin => {
    expect(() => apiConfig({ ...GOOD, CORS_ORIGINS: origin })).toThrow('CORS_ORIGINS')
  },
)

it('takes several exact origins', () => {
  const { CORS_ORIGINS } = apiConfig({ ...GOOD, CORS_ORIGINS: 'https://a.example, http://localhost:5173' })
  expect(CORS_ORIGINS).toEqual(['https://a.example', 'http://localhost:5173'])
})
