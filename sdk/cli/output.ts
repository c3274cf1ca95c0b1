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
  /** To standard error, for people and programs: what must not be lost when the rest fails. A line of JSON, or this line. */
  notice(thing: unknown, text: string): void
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
      if (json) return say(jsonText(thing, 2))
      const told = facts.filter(([, value]) => value !== undefined && value !== null && value !== '')
      const width = Math.max(...told.map(([name]) => name.length))
      // What others wrote stands under its name, line after line: none of them can pass for a fact of its own.
      const under = `\n${' '.repeat(width + 2)}`
      for (const [name, value] of told) say(`${plain(name).padEnd(width)}  ${plain(value).replaceAll('\n', under)}`)
    },
    many(things, columns) {
      endProgress()
      if (json) return say(jsonText(things, 2))
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
      say(json ? jsonText(thing) : text.replaceAll('\n', '⏎'))
    },
    notice(thing, text) {
      endProgress()
      stderr.write(`${json ? jsonText(thing) : text}\n`)
    },
    note(text) {
      endProgress()
      if (!json) stderr.write(`${text}\n`)
    },
    progress(text) {
      if (json || !stderr.isTTY) return
      stderr.write(`\r\u001b[K${plain(text).replaceAll('\n', '⏎')}`)
      shown = true
    },
    endProgress,
  }
}

/** What others wrote must not steer the terminal. */
export function plain(value: unknown): string {
  const text = typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is taken out
  return text.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '').replaceAll(UNSEEN, named)
}

/** @returns JSON without the controls that JSON itself leaves as they are (C1) */
export function jsonText(value: unknown, space?: number): string {
  return JSON.stringify(value, null, space).replaceAll(
    /[\u007f-\u009f]/g,
    one => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** Zero-width characters, other line ends, and those that turn the direction of what follows. */
const UNSEEN = /[\u{200b}-\u{200f}\u{2028}-\u{202e}\u{2060}-\u{2064}\u{2066}-\u{2069}\u{feff}]/gu
const named = (one: string) => `\\u{${one.codePointAt(0)?.toString(16).toUpperCase()}}`

const cut = (line: string, columns = 0) =>
  columns > 0 && line.length > columns ? `${line.slice(0, columns - 1)}…` : line
