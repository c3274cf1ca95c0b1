// Helm itself: the one that comes with an npm package for linux-x64, elsewhere the machine's own.
import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { unzipSync } from 'fflate'

/** Unpacked once; beside what npm installed, so that a new install starts anew. */
const UNPACKED = join(import.meta.dirname, '../../../node_modules/.cache/mandate/helm-3.8.1/helm')

/** @returns its path, or undefined where this machine has none; HELM names another one */
export function findHelm(): string | undefined {
  if (process.env.HELM !== undefined && process.env.HELM !== '') return process.env.HELM
  if (process.platform === 'linux' && process.arch === 'x64') return unpackedHelm()
  try {
    execFileSync('helm', ['version', '--short'], { stdio: 'ignore' })
    return 'helm'
  } catch {
    // Not on the PATH: the tests that need it say that they are skipped.
    return undefined
  }
}

function unpackedHelm(): string {
  if (existsSync(UNPACKED)) return UNPACKED
  const layer = createRequire(import.meta.url).resolve('@aws-cdk/asset-kubectl-v20/lib/layer.zip')
  const { 'helm/helm': helm } = unzipSync(readFileSync(layer), { filter: ({ name }) => name === 'helm/helm' })
  if (helm === undefined) throw new Error(`${layer} has no helm/helm`)
  // Whoever else looks finds all of it or nothing.
  const partial = `${UNPACKED}.${process.pid}`
  mkdirSync(dirname(UNPACKED), { recursive: true })
  writeFileSync(partial, helm)
  chmodSync(partial, 0o755)
  renameSync(partial, UNPACKED)
  return UNPACKED
}
