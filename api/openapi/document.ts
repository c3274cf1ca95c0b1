// The OpenAPI 3.1 document, made from the route table and the very schemas that requests are checked with.
import { z } from 'zod'
import { ActionProposal, ActionResource } from '#contracts/action.ts'
import { AuditEntryShape } from '#contracts/audit-entry.ts'
import { CampaignPayload, CampaignRequest } from '#contracts/campaign-payload.ts'
import { Problem } from '#contracts/problem.ts'
import { ConfigResource, QuotaResource, SessionConfigRequest, SkeletonResource } from '#contracts/session-config.ts'
import { DeliveryResource, WebhookRequest, WebhookResource } from '#contracts/webhook.ts'
import { WebhookEvent } from '#contracts/webhook-event.ts'
import { type AnyRoute, fullPath } from '../pipeline/route.ts'
import { AccountResource } from '../resources/account-resource.ts'
import { CampaignSummaryResource } from '../resources/campaign-resource.ts'
import { Why } from '../why/why.ts'
import { operation } from './operation.ts'
import { PREAMBLE } from './preamble.ts'
import { tellOfChanges } from './tell-of-changes.ts'

/** Shapes that have a name of their own. */
const NAMED = {
  CampaignPayload,
  CampaignSummary: CampaignSummaryResource,
  CampaignRequest,
  Action: ActionResource,
  ActionProposal,
  AuditEntry: AuditEntryShape,
  Account: AccountResource,
  SessionConfig: ConfigResource,
  SessionConfigRequest,
  Skeleton: SkeletonResource,
  Quota: QuotaResource,
  Webhook: WebhookResource,
  WebhookRequest,
  WebhookDelivery: DeliveryResource,
  WebhookEvent,
  Why,
  Problem,
} as const

/** In the order in which the pages show them. */
const TAGS = [
  'Campaigns',
  'Actions',
  'Actuator',
  'Accounts',
  'Sessions',
  'Session setup',
  'Webhooks',
  'Audit',
  'System',
]

export function openApiDocument(routes: readonly AnyRoute[], version: string): Record<string, unknown> {
  const schemas = new Schemas()
  const paths: Record<string, Record<string, unknown>> = {}
  for (const route of routes) {
    const path = fullPath(route)
    paths[path] = { ...paths[path], [route.method]: operation(route, schemas) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Mandate', version, description: PREAMBLE },
    servers: [{ url: '/' }],
    tags: TAGS.map(name => ({ name })),
    paths,
    webhooks: tellOfChanges(schemas),
    components: {
      schemas: schemas.definitions(),
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'An access token of the identity provider',
        },
      },
    },
  }
}

/** Gathers schemas on the way; each becomes a component once. */
export class Schemas {
  readonly #registry = z.registry<{ id: string }>()
  readonly #names = new Map<z.ZodType, string>()

  constructor() {
    for (const [id, schema] of Object.entries(NAMED)) this.#add(schema, id)
  }

  /** @returns a reference; `name` is for a shape without one of its own */
  refer(schema: z.ZodType, name: string): { $ref: string } {
    return { $ref: referenceTo(this.#names.get(schema) ?? this.#add(schema, name)) }
  }

  definitions(): Record<string, unknown> {
    const { schemas } = z.toJSONSchema(this.#registry, { io: 'input', unrepresentable: 'any', uri: referenceTo })
    const { __shared, ...named } = schemas
    // What refers to itself, such as any JSON value, is put aside there; here it becomes a component like the others.
    const all = { ...named, ...prefixed(__shared?.$defs ?? {}) }
    const text = JSON.stringify(all).replaceAll('__shared#/$defs/', SHARED)
    const bare = Object.entries(JSON.parse(text) as typeof all).map(([id, { $schema: _, $id: __, ...schema }]) => [
      id,
      schema,
    ])
    return Object.fromEntries(bare)
  }

  #add(schema: z.ZodType, id: string): string {
    this.#registry.add(schema, { id })
    this.#names.set(schema, id)
    return id
  }
}

const SHARED = 'Shared_'

function prefixed<T>(definitions: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(definitions).map(([name, schema]) => [`${SHARED}${name}`, schema]))
}

const referenceTo = (id: string) => `#/components/schemas/${id}`
