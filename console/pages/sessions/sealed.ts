// The sealed document: its hash, its signature, where its copies lie, what it corrects, and how anyone verifies it.
import { html } from 'hono/html'
import type { SessionResource } from '#contracts/session.ts'
import { type Markup, nothing } from '../../parts/markup.ts'
import { table } from '../../parts/table.ts'
import { time } from '../../parts/time.ts'

export function sealed(session: SessionResource): Markup {
  const { session_id: id, status, integrity_hash, snapshot_id, custody = [], finalized_at, version } = session
  if (status !== 'FINALIZED' || integrity_hash === undefined) return chain(session)
  const verify = `/console/sessions/${id}/verify`
  return html`<section class="card" aria-labelledby="sealed-title">
    <h2 id="sealed-title">The sealed document</h2>
    <dl class="facts">
      <dt>Version</dt><dd>${version}</dd>
      <dt>Sealed</dt><dd>${time(finalized_at)}</dd>
      <dt>Integrity hash</dt><dd><code id="integrity-hash">${integrity_hash}</code> <button type="button" class="plain small" data-copies="integrity-hash">Copy</button></dd>
      <dt>Snapshot</dt><dd><code>${snapshot_id}</code></dd>
    </dl>
    ${chain(session)}
    <h3>Verification</h3>
    <p><a class="button" href="${verify}" hx-get="${verify}" hx-target="#verdict" hx-swap="innerHTML" data-key="v">Verify the trail</a></p>
    <div id="verdict" role="status"></div>
    <p>The document, its signature and every copy, from what lies in custody and the signer’s public keys alone:</p>
    <pre><code id="verify-command">npm run verify:session -- ${id}</code></pre>
    <p><button type="button" class="plain small" data-copies="verify-command">Copy the command</button></p>
    <details><summary>In custody: ${custody.length} ${custody.length === 1 ? 'object' : 'objects'}</summary>
      ${table(
        'What lies in custody',
        [
          { title: 'Object', heads: true, cell: ({ object }) => html`<code>${object}</code>` },
          { title: 'Version', cell: ({ version_id }) => html`<code>${version_id}</code>` },
          { title: 'SHA-256', cell: ({ sha256 }) => html`<code>${sha256}</code>` },
          { title: 'Kept until', cell: ({ retain_until }) => time(retain_until) },
        ],
        custody,
        'Nothing.',
      )}
    </details>
  </section>`
}

/** What a correction goes out from. */
function chain({ parent_session_id, parent_snapshot_id, version, status }: SessionResource): Markup {
  if (parent_session_id === undefined) return nothing
  return html`<p class="chain">Version ${version}${status === 'FINALIZED' ? '' : ', once it is sealed,'} corrects <a href="/console/sessions/${parent_session_id}">version ${version - 1}</a>, snapshot <code>${parent_snapshot_id}</code>.</p>`
}
