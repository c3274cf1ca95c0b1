// Where a worker dies in a finalization: what it was about to ask, and of whom.
import type { StepKind } from '#domain/step.ts'
import { HOLDS, type Hold } from './held-moment.ts'

export type Wire = 'postgres' | 'store' | 'builder' | 'guard'

export interface FinalizePoint {
  /** The step that runs. */
  step: Extract<StepKind, 'drain' | 'assemble' | 'build' | 'seal' | 'custody' | 'collect-orphans'>
  /** What of it. */
  doing: string
  wire: Wire
  /** The question on that wire, where `ID` is the session's. */
  question: string
  /** What it does is to end the step. */
  isRecord: boolean
}

const record = (step: FinalizePoint['step'], event: string): FinalizePoint => ({
  // No NUL stands inside of a statement's parameter.
  ...{ step, doing: 'records', wire: 'postgres', question: `"id":"ID"[^\\0]*"session\\.${event}"`, isRecord: true },
})
const asks = (step: FinalizePoint['step'], doing: string, wire: Wire, question: string): FinalizePoint => ({
  ...{ step, doing, wire, question, isRecord: false },
})

const DRAIN = record('drain', 'building')
const ASSEMBLE = asks('assemble', 'puts the blocks', 'store', 'PUT /mandate/\\S*/ID/assembly/')
const BUILD = asks('build', 'asks builder', 'builder', '"session_id":"ID"')
const SEAL = asks('seal', 'asks guard', 'guard', '"session_id":"ID"')
const CUSTODY = asks('custody', 'copies', 'store', 'PUT /mandate-custody/\\S*/ID/\\d')
const COLLECT = asks('collect-orphans', 'deletes', 'store', 'DELETE /mandate/\\S*/ID/')

export interface Death {
  point: FinalizePoint
  hold: Hold
}

/** One in each step that makes something: where the most is done and the least is known of it. */
export const EACH_MAKING: readonly Death[] = [
  { point: ASSEMBLE, hold: 'late' },
  { point: BUILD, hold: 'answer' },
  { point: SEAL, hold: 'answer' },
  { point: CUSTODY, hold: 'late' },
]

const POINTS = [
  ...[
    DRAIN,
    ASSEMBLE,
    record('assemble', 'assembled'),
    BUILD,
    record('build', 'built'),
    SEAL,
    record('seal', 'sealed'),
  ],
  ...[CUSTODY, asks('custody', 'puts the evidence', 'store', 'PUT /mandate-custody/\\S*/ID/evidence/')],
  ...[record('custody', 'finalized'), COLLECT],
]

export const EVERY_DEATH: readonly Death[] = POINTS.flatMap(point => HOLDS.map(hold => ({ point, hold })))
