// The sequence diagram of the README, as far as it can be held against the code.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './read-sources.ts'

export interface Diagram {
  participants: { id: string; name: string; path: string }[]
  messages: Message[]
  /** Every code in it, in the order of appearance, each once. */
  codes: string[]
}

export interface Message {
  from: string
  to: string
  /** Drawn with a cross at its end. */
  refuses: boolean
  text: string
  codes: string[]
}

/** @throws Error when there is no diagram, or a line of it is none that we know, or has what mermaid ends a line at */
export function readDiagram(markdown = readFileSync(join(ROOT, 'README.md'), 'utf8')): Diagram {
  const block = /^```mermaid\nsequenceDiagram\n([\s\S]*?)^```$/m.exec(markdown)?.[1]
  if (block === undefined) throw new Error('there is no sequence diagram')
  const diagram: Diagram = { participants: [], messages: [], codes: codesIn(block.replaceAll(PARTICIPANT, '')) }
  for (const line of block.split('\n').map(each => each.trim())) {
    const [, id, name, path] = line.match(new RegExp(PARTICIPANT.source)) ?? []
    const [, from, arrow, to, text] = MESSAGE.exec(line) ?? []
    if (id && name && path) diagram.participants.push({ id, name, path })
    else if (from && arrow && to && text)
      diagram.messages.push({ from, to, refuses: arrow.endsWith('x'), text, codes: codesIn(text) })
    else if (!/^((alt|else|opt|loop|par|and|Note over \w+(,\w+)?:) ?[^;#]*|end|autonumber|)$/.test(line))
      throw new Error(`no line of a sequence diagram: ${line}`)
  }
  return diagram
}

const PARTICIPANT = /participant (\w+) as ([^<]+)<br\/>(\S+)/g
const MESSAGE = /^(\w+)(-->>|->>|--x|-x)(\w+): ([^;#]+)$/

/** Of words in capitals, those that are no code: methods, headers and acronyms of everybody's. */
const PLAIN = new Set(['POST', 'HMAC', 'API', 'TLS'])

function codesIn(text: string): string[] {
  const words = text.match(/\b[A-Z][A-Z0-9]+(?:_[A-Z0-9]+)*\b/g) ?? []
  return [...new Set(words.filter(word => !PLAIN.has(word)))]
}
