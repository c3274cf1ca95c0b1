import { expect, it } from 'vitest'
import { z } from 'zod'
import { createSeal } from '#sign-in/create-seal.ts'

const shape = z.object({ sub: z.string() })
const later = () => new Date(Date.now() + 60_000)

it('gives back what was sealed', async () => {
  const seal = createSeal('secret')
  expect(await seal.open('session', await seal.close('session', { sub: 'olga' }, later()), shape)).toEqual({
    sub: 'olga',
  })
})

it('shows nothing of what is inside', async () => {
  const sealed = await createSeal('secret').close('session', { sub: 'olga' }, later())
  const parts = sealed.split('.').map(part => Buffer.from(part, 'base64url').toString())
  expect(parts.join()).not.toContain('olga')
})

it.each([
  ['of another use', async () => createSeal('secret').close('sign-in', { sub: 'olga' }, later())],
  ['of another key', async () => createSeal('other').close('session', { sub: 'olga' }, later())],
  ['expired', async () => createSeal('secret').close('session', { sub: 'olga' }, new Date(Date.now() - 1000))],
  ['of another shape', async () => createSeal('secret').close('session', { name: 'olga' }, later())],
  ['changed', async () => `${(await createSeal('secret').close('session', { sub: 'olga' }, later())).slice(0, -3)}abc`],
  ['something else', async () => 'not.a.token'],
  ['empty', async () => ''],
])('opens nothing that is %s', async (_, sealed) => {
  expect(await createSeal('secret').open('session', await sealed(), shape)).toBeUndefined()
})
