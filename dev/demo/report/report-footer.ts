// Where and when the run was.
import { html } from 'hono/html'
import type { DemoRecord } from '../demo-record.ts'
import { seconds } from '../narrator.ts'
import type { Html } from './markup.ts'

export function reportFooter({ run, campaign }: DemoRecord): Html {
  return html`<footer class="page"><div class="inner">
<span>${run.startedAt.toISOString().slice(0, 19).replace('T', ' ')} UTC</span>
<span>everything ready after ${seconds(run.readyMs)} s</span>
<span>${run.machine}</span>
<span>${run.versions}</span>
<span>tenant ${campaign.tenant_id}</span>
</div></footer>`
}
