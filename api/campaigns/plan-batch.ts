// A batch taken apart: what can be created, and for each item its result.
import { z } from 'zod'
import { CampaignRequest } from '#contracts/campaign-payload.ts'
import { type InputError, MandateError } from '#domain/errors.ts'
import type { NewCampaign } from '#domain/ports/campaign-ledger.ts'
import { inputErrors, invalid } from '../body/input-errors.ts'
import type { Call } from '../pipeline/call.ts'
import { problemBody } from '../problem/problem-answer.ts'
import { problemStatus } from '../problem/problem-status.ts'
import { CsvRow, columnPointer } from './csv-row.ts'
import { defaultChannels, newCampaign } from './new-campaign.ts'

export const BatchItem = CampaignRequest
/** Items are looked at one by one, so that a bad one is refused alone. */
export const BatchRequest = z.strictObject({ campaigns: z.array(z.unknown()).min(1).max(1000) })
export type BatchRequest = z.infer<typeof BatchRequest>

export interface BatchResult {
  index: number
  /** Where it begins in a CSV file, from 1. */
  line?: number
  status: number
  campaign_id?: string
  problem?: Record<string, unknown>
}

type BatchCall = Pick<Call<unknown, unknown, unknown>, 'ports' | 'settings' | 'caller' | 'context' | 'trace'>
type Parsed = CampaignRequest | MandateError

export async function planBatch(
  call: BatchCall,
  { campaigns: items }: BatchRequest,
  start: boolean,
): Promise<{ campaigns: NewCampaign[]; results: BatchResult[] }> {
  const requests = items.map(item =>
    item instanceof CsvRow ? parseRow(item, call.caller.tenantId) : parseItem(item, call.caller.tenantId),
  )
  const needsDefault = requests.some(request => !(request instanceof MandateError) && request.channels === undefined)
  const channels = needsDefault ? await defaultChannels(call) : []
  const foreign = await foreignNames(call, requests, channels)
  const campaigns: NewCampaign[] = []
  const results = requests.map((request, index): BatchResult => {
    const item = items[index]
    const place = item instanceof CsvRow ? { index, line: item.line } : { index }
    try {
      if (request instanceof MandateError) throw request
      const campaign = newCampaign(request, request.channels ?? channels, {
        maxRetries: call.settings.maxRetries,
        start,
      })
      demandOwnAccounts(campaign, foreign)
      campaigns.push(campaign)
      return { ...place, status: start ? 202 : 201, campaign_id: campaign.id }
    } catch (error) {
      if (!(error instanceof MandateError)) throw error
      const at = { instance: call.context.req.path, traceId: call.trace.traceId }
      const problem = problemBody(error, at)
      return { ...place, status: problemStatus(error.code), problem: 'line' in place ? byColumn(problem) : problem }
    }
  })
  return { campaigns, results }
}

function parseItem(item: unknown, tenantId: string): Parsed {
  const parsed = CampaignRequest.safeParse(item)
  // As everywhere, another's tenant is named before anything else that is wrong.
  const named = z.object({ tenant_id: z.uuid().toLowerCase() }).safeParse(item)
  if (named.success && named.data.tenant_id !== tenantId)
    return new MandateError('TENANT_MISMATCH', 'the item names another tenant than the token')
  return parsed.success ? parsed.data : invalid(inputErrors(parsed.error.issues))
}

/** Its columns are what was sent, so they are what is pointed at. */
function parseRow(row: CsvRow, tenantId: string): Parsed {
  if (row.errors.length > 0) return invalid(row.errors)
  const parsed = CampaignRequest.safeParse({ tenant_id: tenantId, ...row.item })
  if (parsed.success) return parsed.data
  const errors = inputErrors(parsed.error.issues)
  return invalid(errors.map(({ pointer, detail }) => ({ pointer: columnPointer(pointer), detail })))
}

function byColumn(problem: Record<string, unknown>): Record<string, unknown> {
  if (!Array.isArray(problem.errors)) return problem
  const errors = problem.errors as InputError[] // as `inputErrors` and the checks of this file make them
  return { ...problem, errors: errors.map(error => ({ ...error, pointer: columnPointer(error.pointer) })) }
}

async function foreignNames(
  { ports, caller }: BatchCall,
  requests: Parsed[],
  defaults: { platform: string; account: string }[],
): Promise<Set<string>> {
  const named = [
    ...defaults,
    ...requests.flatMap(request => (request instanceof MandateError ? [] : (request.channels ?? []))),
  ]
  const distinct = [...new Map(named.map(channel => [nameOf(channel), channel])).values()]
  if (distinct.length === 0) return new Set()
  return new Set((await ports.campaigns.foreignChannels(caller.tenantId, distinct)).map(nameOf))
}

function demandOwnAccounts({ channels }: NewCampaign, foreign: Set<string>): void {
  const errors = channels.flatMap((channel, index) =>
    foreign.has(nameOf(channel))
      ? [{ pointer: `/channels/${index}/account`, detail: 'is not an account of this tenant' }]
      : [],
  )
  if (errors.length > 0)
    throw new MandateError('ACCOUNT_UNKNOWN', 'a channel names an account of somebody else', { members: { errors } })
}

const nameOf = ({ platform, account }: { platform: string; account: string }) => `${platform}:${account}`
