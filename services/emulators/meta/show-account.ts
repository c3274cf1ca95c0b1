// The caller's own account as a node: a page, an Instagram user or an ad account.
import { z } from 'zod'
import { pickFields } from './fields.ts'
import { type GraphCall, paramsOf } from './graph-call.ts'

const Params = z.strictObject({ fields: z.string().optional() })

export function showPage(call: GraphCall): Response {
  const { fields } = paramsOf(call, Params)
  return Response.json(pickFields(fields, 'Page', { id: call.node, name: call.account, category: 'Brand' }))
}

export function showInstagramUser(call: GraphCall): Response {
  const { fields } = paramsOf(call, Params)
  return Response.json(pickFields(fields, 'IGUser', { id: call.node, username: call.account, name: call.account }))
}

export function showAdAccount(call: GraphCall): Response {
  const { fields } = paramsOf(call, Params)
  const account = { id: call.node, account_id: call.account, name: call.account, currency: 'EUR', account_status: 1 }
  return Response.json(pickFields(fields, 'AdAccount', account))
}
