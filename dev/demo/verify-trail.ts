// Verifies a trail twice: by the API, which also knows the signed checkpoints, and here, from the entries that it shows.
import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { z } from 'zod'
import { AuditEntryShape } from '#contracts/audit-entry.ts'
import { type Client, UnexpectedAnswer } from './create-client.ts'
import type { Verification } from './demo-record.ts'

const Page = z.object({ data: z.array(AuditEntryShape), next_cursor: z.string().nullish() })
const Verdict = z.object({
  ok: z.boolean(),
  checked: z.int(),
  first_bad: z.object({ seq: z.int(), why: z.string() }).optional(),
  checkpoint_at: z.string().nullable(),
})

export async function verifyTrail(
  client: Client,
  subject: 'campaigns' | 'session',
  id: string,
): Promise<{ trail: AuditEntryShape[]; verification: Verification }> {
  const trail = await wholeTrail(client, `/${subject}/${id}/audit`)
  const path = `/audit/verify?subject=${id}`
  const answer = await client.call('GET', path)
  if (answer.status !== 200) throw new UnexpectedAnswer('GET', path, answer)
  const { ok, checked, first_bad, checkpoint_at } = Verdict.parse(answer.body)
  const firstBad = first_bad ?? firstBadOf(trail)
  return {
    trail,
    verification: {
      ok: ok && firstBad === undefined && checked === trail.length,
      checked,
      checkpointAt: checkpoint_at,
      ...(firstBad === undefined ? {} : { firstBad }),
    },
  }
}

async function wholeTrail(client: Client, path: string): Promise<AuditEntryShape[]> {
  const entries: AuditEntryShape[] = []
  let cursor = ''
  for (;;) {
    const { body } = await client.call('GET', `${path}?limit=200${cursor}`)
    const page = Page.parse(body)
    entries.push(...page.data)
    if (!page.next_cursor) return entries
    cursor = `&cursor=${encodeURIComponent(page.next_cursor)}`
  }
}

/** Each hash is SHA-256 over the canonical JSON (RFC 8785) of the entry without it, and each entry names the hash before. */
function firstBadOf(trail: readonly AuditEntryShape[]): { seq: number; why: string } | undefined {
  let previous = '0'.repeat(64)
  for (const [index, { hash, ...entry }] of trail.entries()) {
    if (entry.seq !== index + 1) return { seq: entry.seq, why: `entry ${index + 1} is missing` }
    if (entry.prev_hash !== previous) return { seq: entry.seq, why: 'it does not name the hash before it' }
    const recomputed = createHash('sha256')
      .update(canonicalize(entry) ?? '')
      .digest('hex')
    if (recomputed !== hash) return { seq: entry.seq, why: 'its hash is not that of its content' }
    previous = hash
  }
  return undefined
}
