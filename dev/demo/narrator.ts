// Where the demo speaks: plain lines that begin with the seconds since its start, in colour on a terminal alone.
import { relative } from 'node:path'
import { styleText } from 'node:util'

type Style = Parameters<typeof styleText>[0]

export interface Narrator {
  heading(text: string): void
  /** What happened, with the time; `name` stands in a column of its own. */
  event(name: string, text: string, style?: Style): void
  /** More about the event above. */
  detail(text: string, style?: Style): void
  /** Untimed, as it is. */
  plain(text: string, style?: Style): void
  elapsedMs(): number
}

const INDENT = ' '.repeat(26)
const WIDTH = 118

/** `styleText` leaves the colours away where the stream is no terminal or NO_COLOR is set. */
export function createNarrator(stream: NodeJS.WriteStream, startedAt = performance.now()): Narrator {
  const paint = (style: Style | undefined, text: string) =>
    style === undefined ? text : styleText(style, text, { stream })
  const say = (line: string) => stream.write(`${line}\n`)
  const elapsedMs = () => performance.now() - startedAt
  return {
    elapsedMs,
    heading: text => say(`\n${paint('bold', text)}`),
    event(name, text, style) {
      const time = paint('dim', `${seconds(elapsedMs())} s`.padStart(7))
      const [first = '', ...rest] = wrap(text, WIDTH - INDENT.length)
      say(`${time}  ${paint(style ?? 'cyan', name.padEnd(15))}  ${first}`)
      for (const line of rest) say(`${INDENT}${line}`)
    },
    detail(text, style = 'dim') {
      for (const line of wrap(text, WIDTH - INDENT.length)) say(`${INDENT}${paint(style, line)}`)
    },
    plain: (text, style) => say(paint(style, text)),
  }
}

export function seconds(ms: number): string {
  return (ms / 1000).toFixed(1)
}

/** A path as one would type it here. */
export function shown(path: string): string {
  const here = relative('', path)
  return here.startsWith('..') ? path : here
}

/** At blanks; its own line ends stay. Control characters of a vendor's text must not reach a terminal. */
export function wrap(text: string, width: number): string[] {
  return text.split('\n').flatMap(line => {
    const lines: string[] = []
    let current = ''
    for (const word of printable(line).split(' ')) {
      if (current !== '' && current.length + 1 + word.length > width) {
        lines.push(current)
        current = word
      } else current = current === '' ? word : `${current} ${word}`
    }
    return [...lines, current]
  })
}

function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, '')
}
