// What Kubernetes, KEDA, External Secrets and the Prometheus operator would not take: by the validators made from their schemas,
// which let unknown fields pass, and by the types made from the same, under which an unknown field is an error.
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Manifest } from './manifest.ts'

const ROOT = join(import.meta.dirname, '../../..')
const PACKAGES: Record<string, string> = {
  'keda.sh': '@kubernetes-models/keda',
  'external-secrets.io': '@kubernetes-models/external-secrets',
  'monitoring.coreos.com': '@kubernetes-models/prometheus-operator',
}

/** @returns one line for each mistake, none for what would be taken */
export async function schemaMistakes(manifests: readonly Manifest[]): Promise<string[]> {
  return [...(await refusals(manifests)), ...(await wrongTypes(manifests))]
}

async function refusals(manifests: readonly Manifest[]): Promise<string[]> {
  const lines: string[] = []
  for (const manifest of manifests) {
    const module = await import(moduleOf(manifest)).catch(() => ({}))
    const Model = module[manifest.kind] as (new (data: object) => { validate(): void }) | undefined
    try {
      if (Model === undefined) throw new Error(`${manifest.apiVersion} has no such kind`)
      new Model(manifest).validate()
    } catch (error) {
      lines.push(`${nameOf(manifest)}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  return lines
}

/** Literals of the interface's type, one a line, so that a line number tells whose mistake it is. */
async function wrongTypes(manifests: readonly Manifest[]): Promise<string[]> {
  const literals = manifests.map(
    one => `void (${JSON.stringify(one)} satisfies import('${moduleOf(one)}').I${one.kind})`,
  )
  const cache = join(ROOT, 'node_modules/.cache/mandate')
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'manifests-'))
  try {
    writeFileSync(join(folder, 'manifests.ts'), literals.join('\n'))
    const said = await typeCheck(folder)
    return said.flatMap(line => {
      const [, row, message] = /^manifests\.ts\((\d+),\d+\): error (.*)$/.exec(line) ?? []
      if (row === undefined) return line.startsWith(' ') || line === '' ? [] : [line]
      const manifest = manifests[Number(row) - 1]
      return [`${manifest === undefined ? 'no manifest' : nameOf(manifest)}: ${message}`]
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function typeCheck(folder: string): Promise<string[]> {
  const flags = ['--noEmit', '--strict', '--skipLibCheck', '--ignoreConfig', '--pretty', 'false']
  const modules = ['--module', 'nodenext', '--target', 'es2024', '--types', '']
  const compiler = join(ROOT, 'node_modules/typescript/bin/tsc')
  return new Promise((resolve, reject) => {
    const args = [compiler, ...flags, ...modules, 'manifests.ts']
    execFile(process.execPath, args, { cwd: folder }, (error, stdout, stderr) => {
      if (error !== null && typeof error.code !== 'number') return reject(error)
      resolve((stdout + stderr).split('\n'))
    })
  })
}

function moduleOf({ apiVersion, kind }: Manifest): string {
  const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : ''
  return `${PACKAGES[group] ?? 'kubernetes-models'}/${apiVersion}/${kind}`
}

const nameOf = ({ kind, metadata }: Manifest) => `${kind} ${metadata.name}`
