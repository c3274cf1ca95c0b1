// What a command says: to a person in words and columns, to a program as JSON; what it is doing meanwhile goes to standard error.
import { styleText } from 'node:util'

export interface Streams {
  stdout: NodeJS.WritableStream & { isTTY?: boolean; columns?: number }
  stderr: NodeJS.WritableStream & { isTTY?: boolean }
}

export interface Output {
  json: boolean
  /** One thing: all of it as JSON, or these facts. */
  one(thing: unknown, facts: readonly Fact[]): void
  /** Many things: one JSON document `[…]`, or a table. */
  many<T>(things: readonly T[], columns: readonly Column<T>[]): void
  /** One of many that come over time: a line of JSON each, or this line. */
  line(thing: unknown, text: string): void
  /** For people alone. */
  note(text: string): void
  /** What goes on, in place, where a terminal is there; nothing elsewhere. */
  progress(text: string): void
  endProgress(): void
}

export type Fact = readonly [name: string, value: unknown]
export interface Column<T> {
  title: string
  of: (thing: T) => unknown
}

export function createOutput({ stdout, stderr }: Streams, json: boolean): Output {
  const say = (text: string) => void stdout.write(`${text}\n`)
  const bold = (text: string) => (stdout.isTTY ? styleText('bold', text) : text)
  let shown = false
  const endProgress = () => {
    if (shown) stderr.write('\r\u001b[K')
    shown = false
  }
  return {
    json,
    one(thing, facts) {
      endProgress()
      if (json) return say(JSON.stringify(thing, null, 2))
      const told = facts.filter(([, value]) => value !== undefined && value !== null && value !== '')
      const width = Math.max(...told.map(([name]) => name.length))
      for (const [name, value] of told) say(`${name.padEnd(width)}  ${plain(value)}`)
    },
    many(things, columns) {
      endProgress()
      if (json) return say(JSON.stringify(things, null, 2))
      if (things.length === 0) return void stderr.write('nothing\n')
      const rows = things.map(thing => columns.map(({ of }) => plain(of(thing)).replaceAll(/\s+/g, ' ')))
      const widths = columns.map(({ title }, at) => Math.max(title.length, ...rows.map(row => row[at]?.length ?? 0)))
      const padded = (row: readonly string[]) =>
        row
          .map((cell, at) => cell.padEnd(widths[at] ?? 0))
          .join('  ')
          .trimEnd()
      say(bold(padded(columns.map(({ title }) => title))))
      for (const row of rows) say(stdout.isTTY ? cut(padded(row), stdout.columns) : padded(row))
    },
    line(thing, text) {
      endProgress()
      say(json ? JSON.stringify(thing) : text)
    },
    note(text) {
      endProgress()
      if (!json) stderr.write(`${text}\n`)
    },
    progress(text) {
      if (json || !stderr.isTTY) return
      stderr.write(`\r\u001b[K${plain(text)}`)
      shown = true
    },
    endProgress,
  }
}

/** What others wrote must not steer the terminal. */
export function plain(value: unknown): string {
  const text = typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is taken out
  return text.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '')
}

const cut = (line: string, columns = 0) =>
  columns > 0 && line.length > columns ? `${line.slice(0, columns - 1)}…` : line
