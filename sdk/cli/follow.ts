// A trail as it happens, line by line.
import type { AuditEntry } from '../resources/shapes.ts'
import { type Output, plain } from './output.ts'

export async function follow(out: Output, entries: AsyncIterable<AuditEntry>): Promise<void> {
  for await (const entry of entries) {
    const { seq, at, action, actor, details } = entry
    const told = Object.keys(details ?? {}).length === 0 ? '' : plain(details)
    out.line(entry, `${String(seq).padStart(4)}  ${at}  ${plain(action)}  ${plain(actor.sub)}  ${told}`.trimEnd())
  }
}
