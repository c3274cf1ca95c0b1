import { expect, it } from 'vitest'
import { boardConfig } from '#bull-board/config.ts'

const needed = { DATABASE_URL: 'postgres://a:b@127.0.0.1/x', OIDC_ISSUER: 'https://id.example.com' }

it('needs a database and an issuer, and nothing else', () => {
  expect(boardConfig(needed)).toMatchObject({ BOARD_PORT: 3001, HOST: '127.0.0.1', BOARD_CLIENT_ID: 'mandate-board' })
})

it('names all wrong settings together and shows no secret', () => {
  const wrong = { BOARD_PORT: 'x', BOARD_SESSION_KEY: 'too short a secret', BOARD_URL: 'https://a.example/board' }
  expect(() => boardConfig(wrong)).toThrow(
    /(?=[\s\S]*DATABASE_URL)(?=[\s\S]*OIDC_ISSUER)(?=[\s\S]*BOARD_PORT)(?=[\s\S]*BOARD_SESSION_KEY)(?=[\s\S]*BOARD_URL)/,
  )
  expect(() => boardConfig(wrong)).not.toThrow(/too short a secret/)
})

it('takes the origin that browsers use without a trailing slash', () => {
  expect(boardConfig({ ...needed, BOARD_URL: 'https://board.example.com/' }).BOARD_URL).toBe(
    'https://board.example.com',
  )
})
