// The paths of this repo that a README cites.
import { existsSync, globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ROOT } from './read-sources.ts'

const SPAN = /`([^`\n]+)`|\]\(([^)\s]+)\)/g
const FENCED = /^```[\s\S]*?^```/gm
const PATH = /^(\.{1,2}\/)?[\w.@*{},-]+(\/[\w.@*{},-]+)*\/?$/
const FILE = /\.(ts|md|sql|json|ya?ml|sh|example)$/

/**
 * @param readme from the root
 * @returns those that are there neither beside the README nor from the root on
 */
export function missingPaths(readme: string, text: string): string[] {
  return citedPaths(text).filter(path => !isThere(dirname(readme), path) && !isThere('', path))
}

/** What looks like a path of ours: names a file by its ending, or a folder by a slash at its end, or starts at a folder that is there. */
export function citedPaths(text: string): string[] {
  const words = [...text.replace(FENCED, '').matchAll(SPAN)].flatMap(
    ([, code, link]) => code?.split(/\s+/) ?? [link ?? ''],
  )
  const cited = words
    .map(word => word.replace(/[,;:.]$/, '').replace(/#.*$/, ''))
    .filter(word => PATH.test(word) && !word.startsWith('.data') && !word.startsWith('node_modules'))
    .filter(word => FILE.test(word) || (word.includes('/') && isThere('', word.split('/')[0] ?? '')))
  return [...new Set(cited)]
}

/** NAME stands for any name; a bare file name may lie anywhere below the README. */
function isThere(from: string, path: string): boolean {
  const anyName = path.replaceAll('NAME', '*')
  const below = path.includes('/') || from === '' || from === '.' ? anyName : `**/${anyName}`
  const whole = join(ROOT, from, below)
  return /[*{]/.test(below) ? globSync(whole).length > 0 : existsSync(whole)
}
