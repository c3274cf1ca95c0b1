import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const run = promisify(execFile)
const ROOT = resolve(import.meta.dirname, '../../..')

const CONSUMER = `
import { addTrace, CAMPAIGN_STATES, CampaignPayload, canRetry, isTerminal, markFailed, QualityReport, StrategyBrief } from 'mandate/contracts'
const id = '0198a000-0000-7000-8000-000000000001'
const at = '2026-03-01T10:00:00Z'
const payload: CampaignPayload = CampaignPayload.parse({
  campaign_id: id, tenant_id: id, execution_id: id, state: 'RADAR_SCAN', status: 'running', retry_count: 0, max_retries: 3,
  brief: { objective: 'sell' }, channels: [], strategy_brief: null, content: [], quality_report: null, publications: [],
  learnings: [], failure: null, execution_log: [], metadata: {}, created_at: at, updated_at: at,
})
const failed = markFailed(addTrace(payload, 'radar', 'seen'), { reason: 'UPSTREAM_ERROR', stage: 'RADAR_SCAN', detail: 'd', retryable: true })
console.log(JSON.stringify({
  states: CAMPAIGN_STATES.length, terminal: isTerminal(failed), retry: canRetry(failed), log: failed.execution_log.length,
  refused: [QualityReport, StrategyBrief, CampaignPayload].map(schema => schema.safeParse({}).success),
}))
`

describe('the packed tarball, in a folder of somebody else', () => {
  let folder: string
  let installed: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mandate-packed-'))
    installed = join(folder, 'node_modules/mandate')
    await run('npm', ['pack', '--pack-destination', folder], { cwd: ROOT })
    const [tarball = ''] = (await readdir(folder)).filter(name => name.endsWith('.tgz'))
    await mkdir(installed, { recursive: true })
    await run('tar', ['-xzf', join(folder, tarball), '-C', installed, '--strip-components=1'])
    // As npm would install it, but for the packages that contracts do not import: only zod may be needed.
    await symlink(join(ROOT, 'node_modules/zod'), join(folder, 'node_modules/zod'))
    await writeFile(join(folder, 'package.json'), '{"type":"module"}')
    await writeFile(join(folder, 'consumer.ts'), CONSUMER)
  }, 120_000)
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('has the contracts and nothing of the rest', async () => {
    const top = await readdir(installed)
    expect(top.filter(name => !/^(README|LICENSE)/.test(name)).sort()).toEqual(['dist', 'package.json'])
    expect((await readdir(join(installed, 'dist'))).sort()).toEqual(['contracts', 'domain'])
  })

  it('is imported as mandate/contracts, with its helpers', async () => {
    const { stdout } = await run(process.execPath, ['consumer.ts'], { cwd: folder })
    expect(JSON.parse(stdout)).toEqual({
      states: 8,
      terminal: true,
      retry: true,
      log: 2,
      refused: [false, false, false],
    })
  })

  it('tells a TypeScript program its types', async () => {
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2024', '--types', '']
    await writeFile(
      join(folder, 'wrong.ts'),
      "import type { CampaignPayload } from 'mandate/contracts'\nexport const state: CampaignPayload['state'] = 'NOWHERE'\n",
    )
    const tsc = join(ROOT, 'node_modules/.bin/tsc')
    const result = await run(tsc, [...options, 'consumer.ts', 'wrong.ts'], { cwd: folder }).catch(error => error)
    const lines = String(result.stdout)
      .split('\n')
      .filter(line => line.includes('error') && !line.includes('console'))
    expect(lines).toEqual([expect.stringMatching(/^wrong\.ts.*"NOWHERE"/)])
  })
})
