// `GET /act_X/campaigns|adsets|adcreatives|ads`: what the ad account has, filtered by its exact name.
import { z } from 'zod'
import { visiblePosts } from '../../visible-posts.ts'
import { pickFields } from '../fields.ts'
import { type GraphCall, type GraphHandler, paramsOf } from '../graph-call.ts'
import type { AdObject, AdObjectKind } from '../graph-world.ts'
import { Paging, paged } from '../paged.ts'

const Params = z.strictObject({
  ...Paging,
  fields: z.string().optional(),
  filtering: z
    .array(
      z.discriminatedUnion('operator', [
        z.strictObject({ field: z.literal('name'), operator: z.literal('EQUAL'), value: z.string() }),
        z.strictObject({ field: z.literal('name'), operator: z.literal('CONTAIN'), value: z.string() }),
      ]),
    )
    .default([]),
})
type Filter = z.output<typeof Params>['filtering'][number]

interface Named {
  id: string
  name: string
  status: unknown
}

export function listNamed(kind: AdObjectKind | 'ad'): GraphHandler {
  return call => {
    const { fields, filtering, ...paging } = paramsOf(call, Params)
    const found = (kind === 'ad' ? adsOf(call) : objectsOf(call, kind)).filter(one =>
      filtering.every(filter => fits(one, filter)),
    )
    const shown = found.map(one => pickFields(fields, kind, { ...one }))
    return Response.json(paged(shown, paging))
  }
}

function objectsOf({ world, account }: GraphCall, kind: AdObjectKind): Named[] {
  return [...world.staged.values()]
    .filter((one): one is AdObject => one.kind === kind && one.account === account)
    .map(({ id, name, settings }) => ({ id, name, status: settings.status }))
    .toReversed()
}

function adsOf({ world, account }: GraphCall): Named[] {
  return visiblePosts(world.log, account, world.now())
    .map(({ id, details }) => ({ id, name: String(details?.name), status: details?.status }))
    .toReversed()
}

function fits({ name }: Named, { operator, value }: Filter): boolean {
  return operator === 'EQUAL' ? name === value : name.includes(value)
}
