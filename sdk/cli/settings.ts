// Which Mandate a command speaks to, and as whom.
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { createMandate, type Mandate } from '../create-mandate.ts'
import { UsageError } from './exit-code.ts'

export interface GlobalOptions {
  url?: string
  token?: string
  json?: boolean
}

export type Environment = Readonly<Record<string, string | undefined>>

export const DEFAULT_URL = 'http://127.0.0.1:3000'

/** Without `asked`, it is whoever wants one that is surely fresh. */
export type AskedToken = (asked?: { rejected?: string }) => string | Promise<string>

/** @throws UsageError when nothing says as whom */
export function tokenSource({ token }: GlobalOptions, env: Environment): AskedToken {
  const given = token ?? env.MANDATE_TOKEN
  if (given !== undefined && given !== '') return () => given
  const { MANDATE_TOKEN_FILE: file, MANDATE_TOKEN_COMMAND: command } = env
  if (file) return async () => (await readFile(file, 'utf8')).trim()
  if (command) return kept(() => printedBy(command))
  throw new UsageError(
    'no token: set MANDATE_TOKEN, MANDATE_TOKEN_FILE, or MANDATE_TOKEN_COMMAND (a command that prints one), or give --token',
  )
}

export const urlOf = ({ url }: GlobalOptions, env: Environment): string => url ?? (env.MANDATE_URL || DEFAULT_URL)

export function clientOf(options: GlobalOptions, env: Environment): Mandate {
  return createMandate({ url: urlOf(options, env), token: tokenSource(options, env) })
}

const COMMAND_TIMEOUT_MS = 60_000

/** One answer for all that ask, until the server no longer takes it: a command may be slow, or ask a person. */
function kept(make: () => Promise<string>): AskedToken {
  let current: Promise<string> | undefined
  return async asked => {
    const had = current
    const isStale = asked === undefined || (asked.rejected !== undefined && (await had) === asked.rejected)
    // Of many that are refused at once, one makes a new one.
    if (isStale && current === had) current = undefined
    current ??= make()
    return current.catch(error => {
      current = undefined
      throw error
    })
  }
}

/** @throws Error that tells nothing of the command or of what it says: either may hold a secret */
async function printedBy(command: string): Promise<string> {
  const ended = await new Promise<{ ends: string } | { prints: string }>(resolve => {
    execFile('/bin/sh', ['-c', command], { timeout: COMMAND_TIMEOUT_MS }, (error, stdout) =>
      resolve(error === null ? { prints: stdout.trim() } : { ends: String(error.code ?? error.signal) }),
    )
  })
  if ('ends' in ended) throw new Error(`MANDATE_TOKEN_COMMAND failed with code ${ended.ends}`)
  return ended.prints
}
