import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { fingerprint } from './fingerprint.ts'
import { typedDocument } from './typed-document.ts'

// The place of `npm run sdk:generate`: the OpenAPI document from stdin becomes sdk/generated/openapi.ts.

/** The generator reads TypeScript 5's API, which TypeScript 7 no longer has: it runs beside this repository's packages, not among them. */
const GENERATOR = ['--package=openapi-typescript@7.13.0', '--package=typescript@5.9.3', '--', 'openapi-typescript']

const document = typedDocument(JSON.parse(await text(process.stdin)))
const folder = mkdtempSync(join(tmpdir(), 'mandate-sdk-'))
try {
  const [from, to] = [join(folder, 'openapi.json'), join(folder, 'openapi.ts')]
  writeFileSync(from, JSON.stringify(document))
  const options = [from, '-o', to, '--root-types', '--root-types-no-schema-prefix', '--default-non-nullable=false']
  execFileSync('npm', ['exec', '--yes', ...GENERATOR, ...options], {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const header = `// Made by \`npm run sdk:generate\` from the OpenAPI document with SHA-256\n// ${fingerprint(document)}; not for editing.\n`
  const types = readFileSync(to, 'utf8').replace(/^\/\*\*[\s\S]*?\*\/\s*/, '')
  // Each path would name the five methods that it has not.
  const short = types.replaceAll(/^ +(?:get|put|post|delete|options|head|patch|trace)\?: never;\n/gm, '')
  writeFileSync(resolve(import.meta.dirname, '../generated/openapi.ts'), header + short)
} finally {
  rmSync(folder, { recursive: true })
}
