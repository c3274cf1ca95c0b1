// Who calls the emulated Graph API: the account of the token, with the proof of the app's secret where one is sent.
import { createHmac } from 'node:crypto'
import type { Context } from 'hono'
import { GraphError } from './graph-error.ts'

/** Credentials that a machine of a developer needs none of Meta's for. */
const APP_SECRET = 'emulated-app-secret'
const TOKEN = /^emulated-([A-Za-z0-9][A-Za-z0-9._-]{0,99})$/

/** @returns the account of `emulated-ACCOUNT`. @throws GraphError 190 on any other token, 100 on a wrong proof */
export function callerOf(c: Context, params: Readonly<Record<string, unknown>>): string {
  const bearer = /^(?:Bearer|OAuth) (\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
  const token = bearer ?? (typeof params.access_token === 'string' ? params.access_token : undefined)
  if (token === undefined) {
    throw new GraphError(401, { message: 'An access token is required to request this resource.', code: 104 })
  }
  const account = TOKEN.exec(token)?.[1]
  if (account === undefined) throw new GraphError(401, { message: 'Invalid OAuth access token.', code: 190 })
  const proof = params.appsecret_proof
  if (proof !== undefined && proof !== createHmac('sha256', APP_SECRET).update(token).digest('hex')) {
    throw new GraphError(400, {
      message: 'Invalid appsecret_proof provided in the API argument',
      type: 'GraphMethodException',
      code: 100,
    })
  }
  return account
}
