// `GET /search?type=adinterest`: a made-up world in which every plain word is an interest, but for those with `unknown` in them.
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type GraphCall, paramsOf } from '../graph-call.ts'

const Params = z.strictObject({
  type: z.literal('adinterest'),
  q: z.string(),
  limit: z.coerce.number().int().min(1).max(1000).optional(),
})

export function searchInterests(call: GraphCall): Response {
  const { q } = paramsOf(call, Params)
  const name = q.trim()
  const exists = /^\p{L}[\p{L}\p{N} &'-]{1,39}$/u.test(name) && !/unknown/i.test(name)
  return Response.json({ data: exists ? [interest(name)] : [] })
}

/** The same id for the same interest, however it is written. */
function interest(name: string) {
  const digest = createHash('sha256').update(name.toLowerCase()).digest()
  const id = `6003${String(digest.readUInt32BE(0)).padStart(10, '0')}`
  return {
    id,
    name,
    audience_size_lower_bound: 100_000,
    audience_size_upper_bound: 1_000_000,
    path: ['Interests', name],
  }
}
