// `npm run test:previous`: the suite of the version before against the schema of now, as in a deploy, where the schema is migrated first and
// the old processes run on. A fast part of it; what is chosen stands below.
import { execFileSync, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const ROOT = new URL('../..', import.meta.url).pathname

/** What asks the schema the most, in a minute or two. */
const SUITE = [
  'test/integration/db',
  'test/integration/api/actions.test.ts',
  'test/integration/api/campaigns.test.ts',
  'test/integration/session/sessions.test.ts',
  'test/integration/session/finalize.test.ts',
  'test/integration/workers/actions.test.ts',
  'test/integration/workers/campaign-outcomes.test.ts',
]

/** @returns the exit code: 0 as well where there is no version before to be found, which is said */
async function testPrevious(wanted: string | undefined): Promise<number> {
  const commit = wanted === undefined ? previousCommit() : revision(wanted)
  if (commit === undefined) {
    console.log(
      'skipped: this clone has no history to take the version before from (git clone it whole, or name a commit)',
    )
    return 0
  }
  const folder = mkdtempSync(join(tmpdir(), 'mandate-previous-'))
  try {
    execFileSync('sh', ['-c', 'git archive "$0" | tar -x -C "$1"', commit, folder], { cwd: ROOT })
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
    // Its processes and tests find the schema of now wherever they migrate.
    rmSync(join(folder, 'db/migrations'), { recursive: true })
    cpSync(join(ROOT, 'db/migrations'), join(folder, 'db/migrations'), { recursive: true })
    const suite = SUITE.filter(path => existsSync(join(folder, path)))
    console.log(
      `the suite of ${git('log', '-1', '--format=%h (%cs) %s', commit)}\nagainst the migrations of now: ${suite.join(' ')}`,
    )
    return await run(join(ROOT, 'node_modules/.bin/vitest'), ['run', '--project', 'integration', ...suite], folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The newest release, or what the newest migration was added to. */
function previousCommit(): string | undefined {
  const release = revision(tryGit('describe', '--tags', '--abbrev=0', '--match', 'v*', 'HEAD'))
  if (release !== undefined) return release
  const added = tryGit('log', '-1', '--diff-filter=A', '--format=%H', '--', 'db/migrations/*.sql')
  return added === undefined ? undefined : revision(`${added}^`)
}

const revision = (name: string | undefined) =>
  name === undefined ? undefined : tryGit('rev-parse', '--verify', '--quiet', `${name}^{commit}`)

const git = (...args: string[]) => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim()

function tryGit(...args: string[]): string | undefined {
  try {
    return (
      execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim() ||
      undefined
    )
  } catch {
    return undefined // no git, no history, or no such commit: the caller says so
  }
}

function run(command: string, args: readonly string[], cwd: string): Promise<number> {
  const child = spawn(command, args, { cwd, stdio: 'inherit' })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', code => resolve(code ?? 1))
  })
}

process.exitCode = await testPrevious(process.argv[2])
