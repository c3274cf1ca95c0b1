// Creates one of an ad's objects once, though the answer may get lost: by an intent written before and a name that is ours alone.
import { z } from 'zod'
import type { JsonObject } from '#domain/audit-entry.ts'
import type { PrepareTools } from '#domain/ports/platform.ts'
import type { Graph } from '../client.ts'
import { Halt } from '../halt.ts'
import { Created, idIn } from '../handle.ts'

export type AdThing = 'campaign' | 'adset' | 'creative'
export type AdEdge = 'campaigns' | 'adsets' | 'adcreatives' | 'ads'

const EDGES = { campaign: 'campaigns', adset: 'adsets', creative: 'adcreatives' } as const satisfies Record<
  AdThing,
  AdEdge
>

/** The name is the one handle after a lost answer: Meta demands no unique names, so it carries the action's id. */
export function adName(actionId: string, thing: AdThing | 'ad'): string {
  return `mandate:${actionId}:${thing}`
}

/**
 * @param settleMs how long after an intent a missing object may still come up in the list
 * @returns its id
 * @throws Halt not_yet while an earlier request may still be under way
 */
export async function createNamed(
  thing: AdThing,
  body: JsonObject & { name: string },
  { checkpoints }: PrepareTools,
  graph: Graph,
  settleMs: number,
): Promise<string> {
  const made = idIn(checkpoints.get(thing))
  if (made !== undefined) return made
  const intent = Intent.safeParse(checkpoints.get(`${thing}.intent`)).data
  if (intent !== undefined) {
    const [found] = await findNamed(EDGES[thing], body.name, graph)
    if (found !== undefined) {
      await checkpoints.put(thing, { id: found })
      return found
    }
    const leftMs = intent.at + settleMs - Date.now()
    if (leftMs > 0)
      throw new Halt({ kind: 'not_yet', retryInMs: leftMs, detail: `whether the ${thing} was made is not known yet` })
  }
  await checkpoints.put(`${thing}.intent`, { at: Date.now() })
  const { id } = await graph.post(`/${graph.credentials.node}/${EDGES[thing]}`, body, Created)
  await checkpoints.put(thing, { id })
  return id
}

const Intent = z.object({ at: z.number() })

/** @returns ids, the oldest first as far as Meta lists the newest first */
export async function findNamed(edge: AdEdge, name: string, graph: Graph): Promise<string[]> {
  const filtering = JSON.stringify([{ field: 'name', operator: 'EQUAL', value: name }])
  const listed = await graph.list(`/${graph.credentials.node}/${edge}`, { fields: 'id,name', filtering }, Named)
  // Looked at again, should an edge not know the filter.
  return listed
    .filter(one => one.name === name)
    .map(({ id }) => id)
    .toReversed()
}

const Named = z.object({ id: z.string().min(1), name: z.string().default('') })
