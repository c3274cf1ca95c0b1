#!/usr/bin/env node
// `mandate`: the command line.
import { readFileSync } from 'node:fs'
import { runCli } from './run-cli.ts'

/** Beside this file in the repository, a folder above in the package. */
function ownVersion(): string {
  for (const path of ['../package.json', '../../package.json']) {
    const { name, version } = JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as Record<string, string>
    if (name === '@mandate/sdk' && version !== undefined) return version
  }
  return 'unknown'
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
