// The house stays in order: who may import whom, where effects and settings may be, and that READMEs speak of what is there.
import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { missingPaths } from './support/source/cited-paths.ts'
import {
  type Import,
  isMain,
  parseSource,
  ROOT,
  readSources,
  type Source,
  visit,
} from './support/source/read-sources.ts'
import { isMainBlock, topLevelEffects } from './support/source/top-level-effects.ts'

/** Top folder → the top folders it may import. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  domain: [],
  contracts: ['domain'],
  queues: ['domain', 'contracts'],
  db: ['domain', 'contracts', 'queues'],
  workers: ['domain', 'contracts', 'queues', 'db'],
  api: ['domain', 'contracts', 'queues'],
  'sign-in': [],
  'bull-board': ['domain', 'contracts', 'queues', 'sign-in'],
  console: ['domain', 'contracts', 'sign-in'],
  services: ['contracts'],
  dev: ['domain', 'contracts', 'queues', 'db', 'services'],
  // A package of its own.
  sdk: [],
  bench: ['domain', 'contracts', 'queues', 'db', 'workers', 'api', 'console', 'dev', 'services'],
}

/** The files in which a process is put together: there, and nowhere else in their folder, Postgres is known. */
const PUT_TOGETHER = [
  ...['api/main.ts', 'api/open-api.ts', 'api/open-store.ts'],
  ...['bull-board/main.ts', 'bull-board/open-board.ts'],
]
/** The one file of the API that knows the console. */
const CONSOLE_PUT_TOGETHER = 'api/open-console.ts'

/** What generated messages are made of. */
const PROTOBUF = ['@bufbuild/protobuf', '@bufbuild/protobuf/codegenv2', '@bufbuild/protobuf/wkt']

/** Packages that the two innermost folders may use; `undefined`: any. */
const PACKAGES: Record<string, readonly string[]> = { domain: [], contracts: ['zod', ...PROTOBUF] }

/** What a program has that installed the SDK; what makes its files may use more. */
const SDK: { name: string; dependencies: Record<string, string> } = JSON.parse(
  readFileSync(join(ROOT, 'sdk/package.json'), 'utf8'),
)
const SDK_MAKERS = /^sdk\/(?:generate|postman)\//

const PRODUCT = Object.keys(MAY_IMPORT)
const scripts = readFileSync(join(ROOT, 'package.json'), 'utf8').replaceAll(/--[\w-]+(=\S+)? /g, '')
const sources = readSources(PRODUCT)

describe('imports go one way', () => {
  it.each(PRODUCT)('from %s', folder => {
    expect(sources.filter(source => source.folder === folder).flatMap(wrongImports)).toEqual([])
  })

  it('and a wrong one is seen, however it is written', () => {
    const wrong = (path: string, text: string) => wrongImports(parseSource(path, text))
    expect(wrong('domain/a.ts', "import type { A } from '#db/a.ts'")).toEqual(['domain/a.ts → #db/a.ts'])
    expect(wrong('domain/a.ts', "import { z } from 'zod'")).toEqual(['domain/a.ts → zod'])
    expect(wrong('queues/a.ts', "export * from '../workers/a.ts'")).toEqual(['queues/a.ts → ../workers/a.ts'])
    expect(wrong('db/a.ts', "const a = () => import('#dev/a.ts')")).toEqual(['db/a.ts → #dev/a.ts'])
    expect(wrong('db/a.ts', "type A = import('#test/a.ts').A")).toEqual(['db/a.ts → #test/a.ts'])
    expect(wrong('api/routes/a.ts', "import '#db/ledger.ts'")).toEqual(['api/routes/a.ts → #db/ledger.ts'])
    expect(wrong('api/main.ts', "import '#db/ledger.ts'")).toEqual([])
    expect(wrong('workers/a.ts', "import '#api/a.ts'")).toEqual(['workers/a.ts → #api/a.ts'])
    expect(wrong('sdk/a.ts', "import '#contracts/a.ts'")).toEqual(['sdk/a.ts → #contracts/a.ts'])
    expect(wrong('sdk/a.ts', "import 'zod'")).toEqual(['sdk/a.ts → zod'])
    expect(wrong('sdk/a.ts', "import 'node:fs'")).toEqual(['sdk/a.ts → node:fs'])
    expect(wrong('services/scout/a.ts', "import '../radar/a.ts'")).toEqual(['services/scout/a.ts → ../radar/a.ts'])
    expect(wrong('services/scout/a.ts', "import '#services/kernel/a.ts'")).toEqual([])
    expect(wrong('services/scout/a.ts', "import '#domain/a.ts'")).toEqual(['services/scout/a.ts → #domain/a.ts'])
  })
})

describe('importing a file has no effect', () => {
  it('but for a main.ts and what package.json runs', () => {
    const effects = sources
      .filter(source => !isEntry(source.path))
      .flatMap(source => topLevelEffects(source).map(effect => `${source.path}: ${effect}`))
    expect(effects).toEqual([])
  })

  it('and an effect is seen', () => {
    const effects = (text: string) => topLevelEffects(parseSource('db/a.ts', text))
    expect(effects("export const sql = postgres('x')")).toEqual(['postgres()'])
    expect(effects('export const a = await b()')).toEqual(['a top-level await'])
    expect(effects("process.on('exit', f)")).toEqual(['a top-level ExpressionStatement'])
    expect(effects('if (import.meta.main) await main()')).toEqual([])
    expect(effects('export const a = () => postgres()')).toEqual([])
  })
})

// Test files share the modules of a worker: whichever comes first would decide what the others are given (vitest.config.ts).
it('no test replaces a module', () => {
  const replacing = /\bvi\s*\.\s*(?:mock|doMock|importMock)\(/
  const files = globSync('test/**/*.ts', { cwd: ROOT })
  expect(files.length).toBeGreaterThan(200)
  expect(files.filter(file => replacing.test(readFileSync(join(ROOT, file), 'utf8')))).toEqual([])
  expect(replacing.test('vi.' + "mock('#sign-in/code-flow.ts')")).toBe(true)
})

describe('settings are read in one place', () => {
  it('process.env stands in config.ts alone, or in a main.ts that hands it on', () => {
    expect(sources.filter(readsEnvironment).map(source => source.path)).toEqual([])
  })

  it('and a reader elsewhere is seen', () => {
    const reads = (path: string, text: string) => readsEnvironment(parseSource(path, text))
    expect(reads('db/a.ts', 'export const a = () => process.env.A')).toBe(true)
    expect(reads('db/main.ts', 'const a = process.env.A')).toBe(true)
    expect(reads('db/main.ts', 'run(config(process.env))')).toBe(false)
    expect(reads('db/a.ts', 'if (import.meta.main) run(config(process.env))')).toBe(false)
    expect(reads('db/config.ts', 'export const a = () => process.env.A')).toBe(false)
  })
})

describe('a README speaks of what is there', () => {
  const readmes = globSync(
    '{*.md,{api,bench,bull-board,console,contracts,db,deploy,dev,domain,queues,sdk,services,sign-in,test,workers}/**/*.md}',
    {
      cwd: ROOT,
    },
  ).filter(path => basename(path) === 'README.md')

  it.each(readmes)('%s', readme => {
    expect(missingPaths(readme, readFileSync(join(ROOT, readme), 'utf8'))).toEqual([])
  })

  it('and a path that is gone is seen', () => {
    expect(missingPaths('db/README.md', 'see `step/step-sweep.ts`, `db/nowhere.ts` and [this](./gone.md)')).toEqual([
      'db/nowhere.ts',
      './gone.md',
    ])
  })
})

function wrongImports(source: Source): string[] {
  return source.imports.filter(one => !isAllowed(source, one)).map(one => `${source.path} → ${one.specifier}`)
}

function isAllowed({ path, folder }: Source, { specifier, target }: Import): boolean {
  if (folder === 'sdk' && target === undefined) return SDK_MAKERS.test(path) || isOfSdk(path, specifier)
  if (target === undefined) return PACKAGES[folder]?.includes(specifier) ?? true
  const to = target.split('/')[0] ?? ''
  if (folder === 'services' && to === 'services') {
    const [, ownService, otherService] = [target, path.split('/')[1], target.split('/')[1]]
    return otherService === ownService || otherService === 'kernel'
  }
  if (to === folder) return true
  if ((MAY_IMPORT[folder] ?? []).includes(to)) return true
  if (path === CONSOLE_PUT_TOGETHER) return ['console', 'sign-in'].includes(to)
  return to === 'db' && PUT_TOGETHER.includes(path)
}

const OF_PROGRAMS = new Set(['@hono/node-server', '@modelcontextprotocol/server', 'commander', 'hono', 'zod'])

/** Node's own modules and what servers and command lines are made of are for programs; the client runs in browsers, too. */
function isOfSdk(path: string, specifier: string): boolean {
  const isProgram = isMain(path) || /^sdk\/(cli|mcp)\//.test(path)
  if (specifier.startsWith('node:')) return isProgram
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? ''
  if (OF_PROGRAMS.has(name) && !isProgram) return false
  return name in SDK.dependencies || (name === SDK.name && path.startsWith('sdk/examples/'))
}

/** Programs that are run, not imported: a main.ts, or what a script of package.json runs. */
function isEntry(path: string): boolean {
  return isMain(path) || scripts.includes(`node ${path}`)
}

function readsEnvironment({ path, body }: Source): boolean {
  if (basename(path) === 'config.ts') return false
  let found = false
  const look = (statement: unknown, mayHandOn: boolean) =>
    visit(statement, node => {
      if (isEnvironment(node)) {
        found ||= !mayHandOn
        return false
      }
      const reads = node.type === 'MemberExpression' && isEnvironment(node.object)
      if (reads) found = true
      return !reads
    })
  for (const statement of body) look(statement, isMain(path) || isMainBlock(statement))
  return found
}

// biome-ignore lint/suspicious/noExplicitAny: a node of any kind
const isEnvironment = (node: any) =>
  node?.type === 'MemberExpression' && node.object.name === 'process' && node.property.name === 'env'
