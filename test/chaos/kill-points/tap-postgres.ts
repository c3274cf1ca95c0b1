// Between a worker and Postgres: follows each connection's statements by name, and withholds what a round says.
import type { Moment } from './kill-point.ts'
import { type PostgresMessage, postgresMessages, stringsOf } from './postgres-messages.ts'
import type { Round } from './round.ts'
import { openTap, type Tap, type TappedWire, type TapReader } from './tap.ts'

export const tapPostgres = (url: string, round: () => Round | undefined): Promise<Tap> =>
  openTap(url, wire => readPostgres(wire, round))

/** The statements of an action's life, by what only they say, with the moments of asking and of the answer. */
const STATEMENTS: readonly { says: RegExp; asked?: Moment; answered?: Moment; yes?: string }[] = [
  { says: /FROM steps s\s+JOIN governance\.actions_ledger/, asked: 'load' },
  { says: /^\s*SELECT name, value FROM action_checkpoints/, asked: 'prepare' },
  { says: /governance\.claim_action\(/, asked: 'claim', answered: 'claimed', yes: 'CLAIMED' },
  { says: /FROM governance\.actions_ledger a\s+WHERE a\.id = \$1/, asked: 'record' },
  { says: /governance\.write_action\(/, answered: 'recorded', yes: 'written' },
]
type Statement = (typeof STATEMENTS)[number]

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

interface Asked {
  statement: Statement | undefined
  ids: readonly string[]
}

function readPostgres(wire: TappedWire, round: () => Round | undefined): TapReader {
  const [fromClient, fromServer] = [postgresMessages(false), postgresMessages(true)]
  const prepared = new Map<string, string>()
  /** Executions whose answers are still to come, in order. */
  const asked: Asked[] = []
  let answer: PostgresMessage[] = []
  let [clientHeld, serverHeld] = [false, false]

  const ask = (message: PostgresMessage) => {
    const next = followed(message, prepared)
    const moment = next?.statement?.asked
    const passes = next === undefined || moment === undefined ? 'all' : (round()?.at(moment, next.ids) ?? 'all')
    if (clientHeld) return
    if (passes === 'all') {
      if (next !== undefined) asked.push(next)
      wire.toServer(message.bytes)
      return
    }
    clientHeld = true
    if (passes === 'half') wire.toServer(message.bytes.subarray(0, message.bytes.length / 2))
  }

  /** An answer is looked at when it is whole: `ReadyForQuery` comes after the COMMIT. */
  const hear = (message: PostgresMessage) => {
    if (serverHeld) return
    const [head] = asked
    if (head?.statement?.answered === undefined) wire.toClient(message.bytes)
    else answer.push(message)
    if (message.type !== 'Z' || head === undefined) return
    asked.shift()
    if (head.statement?.answered === undefined) return
    const whole = Buffer.concat(answer.map(({ bytes }) => bytes))
    answer = []
    const isYes = whole.includes(head.statement.yes ?? '')
    const passes = isYes ? (round()?.at(head.statement.answered, head.ids) ?? 'all') : 'all'
    if (passes === 'all') wire.toClient(whole)
    else serverHeld = true
  }

  return {
    fromClient: bytes => fromClient(bytes).forEach(ask),
    fromServer: bytes => fromServer(bytes).forEach(hear),
  }
}

/** Remembers what is parsed under which name. @returns what is asked with it; the parameters of workers go as text */
function followed(message: PostgresMessage, prepared: Map<string, string>): Asked | undefined {
  if (message.type === 'P') {
    const [name = '', sql = ''] = stringsOf(message, 2)
    prepared.set(name, sql)
  }
  if (message.type === 'Q') return { statement: undefined, ids: [] }
  if (message.type !== 'B') return undefined
  const [, name = ''] = stringsOf(message, 2)
  const sql = prepared.get(name) ?? ''
  return {
    statement: STATEMENTS.find(({ says }) => says.test(sql)),
    ids: message.bytes.toString('latin1').match(UUID) ?? [],
  }
}
