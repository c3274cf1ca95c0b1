import { readFileSync } from 'node:fs'

/** What a log file ends with: shown when a program did not start. */
export function lastLines(path: string, count: number): string {
  try {
    return readFileSync(path, 'utf8').trimEnd().split('\n').slice(-count).join('\n')
  } catch (error) {
    return `(no log: ${error instanceof Error ? error.message : String(error)})`
  }
}
