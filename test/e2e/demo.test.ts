import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import mammoth from 'mammoth'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { OWN_BACKING } from '#test/support/own-backing.ts'

const repo = resolve(import.meta.dirname, '../..')
let dataDir: string

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'mandate-demo-'))
})
afterEach(() => {
  rmSync(dataDir, { recursive: true, force: true })
})

/** As `npm run demo` behind its setup, in a data directory of its own. */
function startDemo() {
  const { npm_lifecycle_event: _, ...env } = process.env
  const own = { MANDATE_DATA_DIR: dataDir, ...OWN_BACKING }
  // What a recogniser makes of the meeting is its own affair.
  const heard = { CORE_SPEECH: 'length', CORE_STT_URL: '' }
  const child = spawn(process.execPath, [join(repo, 'dev/demo.ts')], { cwd: repo, env: { ...env, ...own, ...heard } })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (text += String(chunk)))
  const exit = once(child, 'exit').then(([code]) => code as number | null)
  return { child, exit, output: () => text }
}

/** Every process whose command line or environment names the data directory: whatever the demo started. */
async function livingIn(dir: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name) && Number(name) !== process.pid)
  const found = await Promise.all(
    pids.map(async pid => {
      const read = (name: string) =>
        // It ended between our look and our reading, or it is a zombie: it does not live.
        readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '')
      return `${await read('cmdline')}\0${await read('environ')}`.includes(dir) ? [pid] : []
    }),
  )
  return found.flat()
}

/** What the meeting shows on the screen, in its documents and in the report. */
async function expectMinutes(output: string, report: string): Promise<void> {
  expect(output).toMatch(/core +no speech model is on this machine: core is told what to hear/)
  expect(output).toMatch(/repeated +chunk 5: 200/)
  expect(output).toMatch(/late +chunk 3 .*there is 1–5, next expected 6/)
  expect(output).toMatch(/pending +chunks 9 and 10: AUDIO_PENDING \(CORE_ERROR\)/)
  expect(output).toMatch(/recovered +chunks 9 and 10, by themselves/)
  expect(output).toMatch(/restricted +chunk 8: Cleo reads it, Ben sees that it is there/)
  expect(output).toMatch(/^ {2}session +\S+: FINALIZED, version 1$/m)
  expect(output).toMatch(/^ {2}integrity hash [0-9a-f]{64}$/m)
  expect(output).toMatch(/^ {2}snapshot +[0-9a-f-]{36}$/m)
  expect(output).toMatch(/^ {2}custody +\d+ locked copies/m)
  expect(output).toMatch(/^ {2}missing +chunk 11$/m)
  expect(output).toMatch(/^ {2}pending +chunk 13, /m)

  const text = async (name: string) => (await mammoth.extractRawText({ path: join(dataDir, 'demo', name) })).value
  const open = await text('minutes.docx')
  expect(open).toContain('[audio missing 02:38–02:43]')
  expect(open).toContain('[audio pending 02:52, not yet transcribed: recording]')
  expect(open).toMatch(/Votes\s+Topic\s+Name\s+Vote\s+1\. The new roaster\s+Ines Robledo\s+yes/)
  expect(open).toMatch(/rent the corner stall\s+Olga Lindt\s+Friday/)
  expect(open).toMatch(/the Tolva twenty-two/)
  expect(open).not.toMatch(/Theo|Salaries|tall bar/)
  expect(await text('minutes-restricted.docx')).toMatch(/2\. Salaries\s+Marc Teller · .*\s+Theo has an offer/)
  expect(await text('minutes-v2.docx')).toContain('the insurance asks for the serial number')

  const sheet = report.slice(report.indexOf('<article class="sheet">')).replaceAll(/base64,[^"]+/g, 'base64,…')
  expect(sheet).toMatch(/^<article class="sheet"><h3>(?:<strong>)?Board of the Larch Roastery/)
  expect(sheet).toMatch(/<img alt="The reserve[^>]* src="data:image\/png;base64,…"/)
  expect(sheet).not.toContain('X-Amz-Signature')
  expect(report.includes('Theo has an offer')).toBe(false)
}

describe.skipIf(!existsSync('/proc/self/environ'))('npm run demo', { timeout: 500_000 }, () => {
  it('takes two campaigns and a meeting to their end, through a kill and an outage, and leaves a report and no process', async () => {
    const demo = startDemo()
    await vi.waitFor(async () => expect(await livingIn(dataDir)).not.toEqual([]), { timeout: 90_000 })

    expect(await demo.exit, demo.output()).toBe(0)

    const output = demo.output()
    expect(output).toContain('403 SELF_APPROVAL')
    expect(output).toContain('409 DIGEST_MISMATCH')
    for (const stage of ['RADAR_SCAN', 'STRATEGY_GEN', 'CONTENT_PROD', 'QUALITY_AUDIT', 'PUBLISH', 'LEARN'])
      expect(output).toMatch(new RegExp(`^ {2}${stage} +\\d+\\.\\d s`, 'm'))
    expect(output).toMatch(/answer lost .*\n.* found +LINKEDIN:/)
    expect(output).toMatch(/^ {2}platform +4 posts accepted for 4 actions/m)
    expect(output).toMatch(/^ {2}killed worker +its campaign completed, 1 post$/m)
    expect(output).toMatch(/^ {2}trail +verified: \d+ \+ \d+ entries/m)
    expect(output).not.toContain('\u001b')

    const images = [...output.matchAll(/^ {2}image +(\S+\.png)$/gm)].map(([, path]) => resolve(repo, path ?? ''))
    expect(images).toHaveLength(3)
    for (const path of images) expect(readFileSync(path).subarray(1, 4).toString()).toBe('PNG')
    const report = readFileSync(join(dataDir, 'demo/report.html'), 'utf8')
    const content = report.slice(report.indexOf('<section id="content"'), report.indexOf('<section id="quality"'))
    expect(content.match(/src="data:image\/png;base64,/g)).toHaveLength(3)
    await expectMinutes(output, report)
    const links = /https:\/\/(?:x\.com|www\.facebook\.com|www\.linkedin\.com)\//g
    expect(report.replaceAll(links, '')).not.toMatch(/\b(?:src|href)="(?!data:|#)/)
    expect(await livingIn(dataDir)).toEqual([])
  })

  it('stops in order when it is interrupted, and says by its exit code that it did not finish', async () => {
    const demo = startDemo()
    await vi.waitFor(() => expect(demo.output()).toMatch(/ready {2,}\d+ programs/), { timeout: 240_000, interval: 100 })

    demo.child.kill('SIGINT')

    expect(await demo.exit, demo.output()).toBe(1)
    expect(demo.output()).toContain('Nothing of it is left running.')
    expect(await livingIn(dataDir)).toEqual([])
  })
})
