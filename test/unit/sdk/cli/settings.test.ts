// Whose token: a command that prints one is asked as seldom as can be, and never told of.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { tokenSource } from '#sdk/cli/settings.ts'
import { openCliRig, problem } from './cli-rig.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mandate-token-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** Prints `token-N`, N being how often it was run. */
const counting = (name: string) => {
  const file = join(folder, name)
  return { file, command: `echo >> ${file}; echo token-$(wc -l < ${file} | tr -d ' ')` }
}

it('a token that a command printed serves all requests until the server no longer takes it', async () => {
  const { file, command } = counting('a')
  const rig = await openCliRig((_path, { authorization }) =>
    authorization === 'Bearer token-1' && rig.asked.length > 1
      ? problem(401, 'UNAUTHENTICATED')
      : { body: { data: [{ campaign_id: 'x' }], next_cursor: rig.asked.length < 4 ? 'more' : null } },
  )
  const env = { MANDATE_TOKEN: '', MANDATE_TOKEN_COMMAND: command }
  expect((await rig.mandate(['campaigns', 'list'], { env })).code).toBe(0)
  rig.close()
  expect(rig.asked.map(({ authorization }) => authorization?.slice(-1))).toEqual(['1', '1', '2', '2'])
  expect(await readFile(file, 'utf8')).toBe('\n\n')
})

it('one of many that are refused at once runs the command', async () => {
  const { file, command } = counting('b')
  const token = tokenSource({}, { MANDATE_TOKEN_COMMAND: command })
  await token({})
  const asked = await Promise.all([1, 2, 3].map(() => token({ rejected: 'token-1' })))
  expect(asked).toEqual(['token-2', 'token-2', 'token-2'])
  expect(await token({ rejected: 'token-2' })).toBe('token-3')
  expect(await readFile(file, 'utf8')).toBe('\n\n\n')
})

it('a command that fails is told by its code alone', async () => {
  const command = 'echo secret-of-stderr >&2; : secret-of-command; exit 9'
  const error = await Promise.resolve(tokenSource({}, { MANDATE_TOKEN_COMMAND: command })({})).catch(error => error)
  expect(error).toMatchObject({ message: 'MANDATE_TOKEN_COMMAND failed with code 9' })
  expect(error.cause).toBeUndefined()
  expect(JSON.stringify(Object.entries(error))).not.toContain('secret')
})
