// Which Mandate a command speaks to, and as whom.
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { createMandate, type Mandate } from '../create-mandate.ts'
import { UsageError } from './exit-code.ts'

export interface GlobalOptions {
  url?: string
  token?: string
  json?: boolean
}

export type Environment = Readonly<Record<string, string | undefined>>

export const DEFAULT_URL = 'http://127.0.0.1:3000'

/** @throws UsageError when nothing says as whom */
export function tokenSource({ token }: GlobalOptions, env: Environment): () => string | Promise<string> {
  const given = token ?? env.MANDATE_TOKEN
  if (given !== undefined && given !== '') return () => given
  const { MANDATE_TOKEN_FILE: file, MANDATE_TOKEN_COMMAND: command } = env
  if (file) return async () => (await readFile(file, 'utf8')).trim()
  if (command) return () => printedBy(command)
  throw new UsageError(
    'no token: set MANDATE_TOKEN, MANDATE_TOKEN_FILE, or MANDATE_TOKEN_COMMAND (a command that prints one), or give --token',
  )
}

export const urlOf = ({ url }: GlobalOptions, env: Environment): string => url ?? (env.MANDATE_URL || DEFAULT_URL)

export function clientOf(options: GlobalOptions, env: Environment): Mandate {
  return createMandate({ url: urlOf(options, env), token: tokenSource(options, env) })
}

const COMMAND_TIMEOUT_MS = 60_000

/** Asked anew whenever a token is needed, so that it may be one that lives for minutes. */
async function printedBy(command: string): Promise<string> {
  const { stdout } = await promisify(execFile)('/bin/sh', ['-c', command], { timeout: COMMAND_TIMEOUT_MS })
  return stdout.trim()
}
