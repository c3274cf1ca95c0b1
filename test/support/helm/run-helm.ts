// What Helm makes of the chart, in a process without network and without settings of the machine's user.
import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseAllDocuments, stringify } from 'yaml'
import { findHelm } from './find-helm.ts'
import type { Manifest } from './manifest.ts'

export const CHART = join(import.meta.dirname, '../../../deploy/helm/mandate')

/** The chart's ci/NAME.yaml. */
export const EXAMPLES = readdirSync(join(CHART, 'ci')).map(file => file.replace('.yaml', ''))

/** @returns exit code and all that it said */
export function runHelm(args: readonly string[], input = ''): Promise<{ code: number; stdout: string; said: string }> {
  const home = join(tmpdir(), 'mandate-helm-home')
  return new Promise((resolve, reject) => {
    const options = { env: { HOME: home, PATH: process.env.PATH }, maxBuffer: 16 * 1024 * 1024 }
    const child = execFile(findHelm() ?? 'helm', args, options, (error, stdout, stderr) => {
      if (error !== null && typeof error.code !== 'number') return reject(error)
      resolve({ code: Number(error?.code ?? 0), stdout, said: stdout + stderr })
    })
    child.stdin?.end(input)
  })
}

/**
 * @param example one of EXAMPLES
 * @param values besides
 */
export function template(example: string, values: object = {}, args: readonly string[] = []) {
  const files = ['-f', join(CHART, `ci/${example}.yaml`), '-f', '-']
  const all = ['template', 'mandate', CHART, '-n', 'prod', '--kube-version', '1.34.0', ...files, ...args]
  return runHelm(all, stringify(values))
}

const rendered = new Map<string, Promise<Manifest[]>>()

/** The same is rendered once. @throws with Helm's words when it refuses */
export function renderChart(example: string, values: object = {}): Promise<Manifest[]> {
  const key = JSON.stringify([example, values])
  const known = rendered.get(key) ?? render(example, values)
  rendered.set(key, known)
  return known
}

async function render(example: string, values: object): Promise<Manifest[]> {
  const { code, stdout, said } = await template(example, values)
  if (code !== 0) throw new Error(said)
  // YAML 1.1, as Kubernetes reads it: there 0440 is octal and `on` is true.
  return parseAllDocuments(stdout, { version: '1.1' })
    .map(document => document.toJS() as Manifest | null)
    .filter(manifest => manifest !== null)
}
