// The public HTTP API as one person uses it: a token, JSON, and the trail of a subject as it grows.
import { z } from 'zod'
import { ActionResource } from '#contracts/action.ts'
import type { AuditEntryShape } from '#contracts/audit-entry.ts'
import { CampaignPayload, type CampaignRequest } from '#contracts/campaign-payload.ts'
import { FINAL_ACTION_STATUSES } from '#domain/action/action-status.ts'
import { readEvents } from './read-events.ts'

export interface Answer {
  status: number
  etag: string | undefined
  body: unknown
}

export interface CallOptions {
  /** Becomes JSON. */
  body?: unknown
  /** Goes out as it is. */
  raw?: FormData | Uint8Array<ArrayBuffer>
  headers?: Record<string, string>
}

export interface Client {
  /** Any answer is fine but one of 5xx, which ends the demo. */
  call(method: 'GET' | 'POST' | 'PATCH', path: string, options?: CallOptions): Promise<Answer>
  /** The answer's body; throws UnexpectedAnswer for another status. */
  expect<T extends z.ZodType>(status: number, schema: T, ...call: Parameters<Client['call']>): Promise<z.infer<T>>
  createAndStart(request: CampaignRequest): Promise<CampaignPayload>
  campaign(id: string): Promise<CampaignPayload>
  action(id: string): Promise<ActionResource>
  actionsOf(campaignId: string): Promise<ActionResource[]>
  /** An action once its media are hashed, for before that it has no digest. */
  digested(id: string): Promise<ActionResource & { digest: string }>
  approve(id: string, digest: string): Promise<void>
  /** Its trail from the beginning, as it happens, until the subject is final. */
  events(subject: 'campaigns' | 'actions', id: string): AsyncGenerator<AuditEntryShape>
}

export function createClient(options: { apiUrl: string; token: string; signal: AbortSignal }): Client {
  const { apiUrl, token, signal } = options
  const request = (path: string, init: RequestInit = {}) =>
    fetch(`${apiUrl}/api/v1${path}`, {
      ...init,
      signal,
      headers: { authorization: `Bearer ${token}`, ...init.headers },
    })

  const call: Client['call'] = async (method, path, { body, raw, headers } = {}) => {
    const sent = body === undefined ? raw : JSON.stringify(body)
    const response = await request(path, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(sent === undefined ? {} : { body: sent }),
    })
    const text = await response.text()
    const answer = {
      status: response.status,
      etag: response.headers.get('etag') ?? undefined,
      body: text && JSON.parse(text),
    }
    if (response.status >= 500) throw new UnexpectedAnswer(method, path, answer)
    return answer
  }
  const expect: Client['expect'] = async (status, schema, ...args) => {
    const answer = await call(...args)
    if (answer.status !== status) throw new UnexpectedAnswer(args[0], args[1], answer)
    return schema.parse(answer.body)
  }
  const action = (id: string) => expect(200, ActionResource, 'GET', `/actions/${id}`)

  return {
    call,
    expect,
    action,
    async createAndStart(wanted) {
      const created = await expect(201, CampaignPayload, 'POST', '/campaigns', { body: wanted })
      return expect(202, CampaignPayload, 'POST', `/campaigns/${created.campaign_id}/start`)
    },
    campaign: id => expect(200, CampaignPayload, 'GET', `/campaigns/${id}`),
    actionsOf: async id =>
      (await expect(200, z.object({ data: z.array(ActionResource) }), 'GET', `/actions?campaign_id=${id}&limit=200`))
        .data,
    async digested(id) {
      for (;;) {
        const { etag, body } = await call('GET', `/actions/${id}`)
        const found = ActionResource.parse(body)
        if (found.digest !== undefined) return { ...found, digest: found.digest }
        await call('GET', `/actions/${id}?wait=10`, { headers: { 'if-none-match': etag ?? '' } })
      }
    },
    async approve(id, digest) {
      await expect(200, ActionResource, 'POST', `/actions/${id}/approve`, { body: { digest } })
    },
    async *events(subject, id) {
      let last = 0
      let isOver = false
      for (;;) {
        const response = await request(`/${subject}/${id}/events`, { headers: { 'last-event-id': String(last) } })
        if (!response.ok || response.body === null)
          throw new Error(`/${subject}/${id}/events answered ${response.status}`)
        for await (const entry of readEvents(response.body)) {
          last = entry.seq
          yield entry
        }
        if (isOver) return
        // A stream ends when its subject is final; one that broke off is opened again, and once more for what came meanwhile.
        isOver = FINAL.has(Status.parse((await call('GET', `/${subject}/${id}`)).body).status)
      }
    },
  }
}

const Status = z.object({ status: z.string() })
const FINAL: ReadonlySet<string> = new Set(['completed', 'failed', 'cancelled', ...FINAL_ACTION_STATUSES])

/** The API said something else than the demo is there to show. */
export class UnexpectedAnswer extends Error {
  constructor(method: string, path: string, answer: Answer) {
    super(`${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`)
    this.name = 'UnexpectedAnswer'
  }
}
