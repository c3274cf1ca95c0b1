// The log of a process: one JSON object a line, with the ids of what is worked on, and without what nobody may read there.
import { type DestinationStream, type Logger, pino } from 'pino'
import { logFields } from './log-fields.ts'
import { maskSecrets } from './mask-secrets.ts'
import { redactFields } from './redact-fields.ts'
import { serializeError } from './serialize-error.ts'

export interface LoggerOptions {
  process: 'api' | 'worker' | 'board'
  level: string
  /** Default: standard output. */
  into?: DestinationStream
}

export function createLogger({ process: name, level, into = standardOutput() }: LoggerOptions): Logger {
  return pino(
    {
      level,
      base: { process: name, pid: process.pid },
      mixin: logFields,
      formatters: { log: redactFields },
      serializers: { err: serializeError, [ERROR_KEY]: serializeError, why: maskText, detail: maskText },
      errorKey: ERROR_KEY,
    },
    into,
  )
}

/** Not `err`: of what stands there pino would make a second message, which no serializer sees. */
const ERROR_KEY = 'thrown'

/** A system call for each line was a tenth of a busy worker's time. What is pending is written every 100 ms and at exit. */
function standardOutput(): DestinationStream {
  return pino.destination({ sync: false, minLength: 12_288, periodicFlush: 100 })
}

const maskText = (value: unknown) => (typeof value === 'string' ? maskSecrets(value) : value)
