// The interests of an approved audience, as Meta knows them.
import { z } from 'zod'
import type { Post, PrepareTools } from '#domain/ports/platform.ts'
import type { Graph } from '../client.ts'
import { refuse } from '../halt.ts'
import type { Interest } from './ad-requests.ts'

/** Asked once, so that a rerun aims at the same people. @throws Halt AUDIENCE_UNKNOWN for what Meta has no interest for */
export async function resolveInterests(
  { audience }: Post,
  { checkpoints }: PrepareTools,
  graph: Graph,
): Promise<readonly Interest[]> {
  const wanted = audience?.interests ?? []
  if (wanted.length === 0) return []
  const kept = Kept.safeParse(checkpoints.get('interests')).data
  if (kept !== undefined) return kept.interests
  const interests: Interest[] = []
  for (const name of wanted) interests.push(await interestOf(name, graph))
  await checkpoints.put('interests', { interests })
  return interests
}

async function interestOf(wanted: string, graph: Graph): Promise<Interest> {
  const { data } = await graph.get('/search', { type: 'adinterest', q: wanted, limit: '50' }, Found)
  const found = data.find(({ name }) => plain(name) === plain(wanted))
  if (found === undefined) throw refuse('AUDIENCE_UNKNOWN', `Meta knows no interest ${JSON.stringify(wanted)}`)
  return found
}

/** Meta tells namesakes apart in brackets: `Coffee (drink)`. */
function plain(name: string): string {
  return name
    .replace(/\s*\([^)]*\)$/, '')
    .trim()
    .toLowerCase()
}

const FoundInterest = z.object({ id: z.string().min(1), name: z.string() })
const Found = z.object({ data: z.array(FoundInterest) })
const Kept = z.object({ interests: z.array(FoundInterest) })
