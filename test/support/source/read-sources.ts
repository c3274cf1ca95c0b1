// The repo's own source files, parsed: what the architecture test looks at.
import { globSync, readFileSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { parseAst } from 'vitest/node'

export const ROOT = resolve(import.meta.dirname, '../../..')

// biome-ignore lint/suspicious/noExplicitAny: the shape of a syntax tree node is looked at member by member
export type Node = any

export interface Source {
  /** From the root, e.g. `db/step/step-sweep.ts`. */
  path: string
  /** The top folder. */
  folder: string
  body: Node[]
  imports: Import[]
}

export interface Import {
  /** As written. */
  specifier: string
  /** From the root for a file of ours; undefined for a package. */
  target?: string
}

/** @param folders of the root */
export function readSources(folders: readonly string[]): Source[] {
  return folders.flatMap(folder =>
    globSync(`${folder}/**/*.ts`, { cwd: ROOT })
      .filter(path => !path.endsWith('.d.ts'))
      .sort()
      .map(readSource),
  )
}

export function parseSource(path: string, text: string): Source {
  const { body } = parseAst(text, { lang: 'ts' }, path) as Node
  const specifiers = new Set<string>()
  visit(body, node => {
    const isImport = /^(Import|ExportNamed|ExportAll)(Declaration|Expression)$|^TSImportType$/.test(node.type)
    const value = isImport ? (node.source?.value ?? node.argument?.literal?.value ?? node.argument?.value) : undefined
    if (typeof value === 'string') specifiers.add(value)
    return true
  })
  return {
    path,
    folder: path.split('/')[0] ?? '',
    body,
    imports: [...specifiers].map(specifier => ({ specifier, ...targetOf(path, specifier) })),
  }
}

function readSource(path: string): Source {
  return parseSource(path, readFileSync(join(ROOT, path), 'utf8'))
}

function targetOf(path: string, specifier: string): { target?: string } {
  if (specifier.startsWith('#')) return { target: specifier.slice(1) }
  if (!specifier.startsWith('.')) return {}
  return { target: relative(ROOT, resolve(ROOT, dirname(path), specifier)) }
}

/** Walks a syntax tree; `look` answers whether to go into the node. */
export function visit(node: Node, look: (node: Node) => boolean): void {
  if (Array.isArray(node)) {
    for (const child of node) visit(child, look)
    return
  }
  if (node === null || typeof node !== 'object') return
  if (typeof node.type === 'string' && !look(node)) return
  for (const child of Object.values(node)) if (child !== null && typeof child === 'object') visit(child, look)
}

export const isMain = (path: string) => basename(path) === 'main.ts'
