// What the compiler lets a program say to the client, without Node's types: as a browser's program would be compiled.
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ROOT } from '#test/support/source/read-sources.ts'

const PROGRAM = `import { createMandate, type MandateError } from '${join(ROOT, 'sdk/index.ts')}'
const mandate = createMandate({ url: 'http://127.0.0.1:3000', token: async () => 't' })
export async function right(error: MandateError) {
  const campaign = await mandate.campaigns.create({ tenant_id: 'x' }, { idempotencyKey: 'mine' })
  const state: 'IDLE' | 'RADAR_SCAN' | 'STRATEGY_GEN' | 'CONTENT_PROD' | 'QUALITY_AUDIT' | 'PUBLISH' | 'LEARN' | 'FAILED' = campaign.state
  for await (const action of mandate.actions.list({ limit: 5, needs_human: true })) action.digest?.slice(0, 8)
  const quota = await mandate.request('GET', '/api/v1/tenants/current/quota')
  await mandate.actions.propose({ platform: 'MOCK', account: 'a', governance_hash: 'g', payload: { content_text: 't' } })
  return [state, quota.used_seconds, error.code === 'SELF_APPROVAL']
}
export async function wrong(error: MandateError) {
  mandate.campaigns.create({ tenant_id: 'x', brief: {} })
  mandate.actions.approve('id', {})
  mandate.actions.list({ status: 1 })
  mandate.request('GET', '/api/v1/nowhere')
  mandate.request('GET', '/api/v1/campaigns/{id}')
  mandate.request('DELETE', '/api/v1/campaigns')
  return error.code === 'NO_SUCH_CODE'
}
`

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mandate-sdk-types-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

it('every wrong line is refused, every right one passes, and nothing of Node’s is needed', async () => {
  await writeFile(join(folder, 'program.ts'), PROGRAM)
  await writeFile(join(folder, 'package.json'), '{"type": "module"}')
  const compilerOptions = { lib: ['es2024', 'dom', 'dom.iterable', 'dom.asynciterable'], types: [], paths: {} }
  const config = { extends: join(ROOT, 'tsconfig.json'), compilerOptions, include: [], files: ['program.ts'] }
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config))
  const options = ['--project', folder, '--pretty', 'false']
  const result = await promisify(execFile)(join(ROOT, 'node_modules/.bin/tsc'), options).catch(error => error)
  const found = [...String(result.stdout).matchAll(/^(\S+?)\((\d+),.*$/gm)].map(([line, file = '', number]) =>
    file.endsWith('program.ts') ? Number(number) : line,
  )
  const from = PROGRAM.split('\n').findIndex(line => line.includes('function wrong')) + 2
  expect([...new Set(found)]).toEqual(Array.from({ length: 7 }, (_, index) => from + index))
}, 60_000)
