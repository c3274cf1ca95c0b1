// The runs of a campaign before its present one: what a retry left behind.
import { html } from 'hono/html'
import { type Markup, nothing } from '../../../parts/markup.ts'
import { statusBadge } from '../../../parts/status-badge.ts'
import { table } from '../../../parts/table.ts'
import { time } from '../../../parts/time.ts'
import type { Run, StageRun } from '../picture/runs-of.ts'
import { stageResult } from '../picture/stage-result.ts'
import { STATE_NAMES } from '../picture/state-names.ts'
import { stageTime } from '../picture/track.ts'
import { panel } from './panel.ts'

export function runsPanel(runs: readonly Run[]): Markup {
  if (runs.length < 2) return nothing
  return panel('runs', 'Earlier runs', html`${runs.slice(0, -1).toReversed().map(run)}`)
}

function run({ n, startedAt, end, executionId, fromStage, stages }: Run): Markup {
  return html`<details id="run-${n}"><summary>Run ${n}, from ${STATE_NAMES[fromStage]}, ${time(startedAt)} ${end === undefined ? nothing : statusBadge(end)}</summary>
    <p class="small soft">Execution <code>${executionId}</code></p>
    ${table(`Stages of run ${n}`, COLUMNS, stages, '')}
  </details>`
}

const COLUMNS = [
  { title: 'Stage', heads: true, cell: ({ stage }: StageRun) => STATE_NAMES[stage] },
  { title: 'Became', cell: ({ standing }: StageRun) => (standing === 'unreached' ? 'not reached' : standing) },
  { title: 'Took', cell: (stage: StageRun) => stageTime(stage, Date.parse(stage.endedAt ?? stage.startedAt ?? '')) },
  { title: 'Tries', number: true, cell: ({ tries }: StageRun) => (tries === 0 ? '–' : tries) },
  { title: 'Brought', cell: (stage: StageRun) => stageResult(stage) },
]
