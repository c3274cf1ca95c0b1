#!/usr/bin/env node
// `mandate`: the command line.
import { existsSync, readFileSync } from 'node:fs'
import { runCli } from './run-cli.ts'

/** A folder above in the repository, two above in the package. */
function ownVersion(): string {
  const [path] = ['../package.json', '../../package.json']
    .map(relative => new URL(relative, import.meta.url))
    .filter(existsSync)
  if (path === undefined) return 'unknown'
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version
}

const interrupted = new AbortController()
process.once('SIGINT', () => interrupted.abort())
process.once('SIGTERM', () => interrupted.abort())
// Whoever reads may have seen enough: `mandate … | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

process.exitCode = await runCli(process.argv.slice(2), {
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  version: ownVersion(),
  signal: interrupted.signal,
})
