// The eight states of a campaign and what each is to it now.
import type { CampaignPayload } from '#contracts/campaign-payload.ts'
import { CAMPAIGN_STATES, type CampaignStage, type CampaignState } from '#domain/campaign/campaign-state.ts'
import type { Run, StageRun, StageStanding } from './runs-of.ts'

export interface StateOfPicture {
  state: CampaignState
  standing: StageStanding
  /** The campaign stands there. */
  current: boolean
  /** Of the newest run; neither Idle nor Failed has one. */
  run?: StageRun
}

type Standing = Pick<CampaignPayload, 'state' | 'status'>

/** @param run the newest, if there is one */
export function statePicture(payload: Standing, run: Run | undefined): StateOfPicture[] {
  return CAMPAIGN_STATES.map(state => {
    const current = state === payload.state
    if (state === 'IDLE') return { state, current, standing: idle(payload) }
    if (state === 'FAILED') return { state, current, standing: current ? 'failed' : 'ahead' }
    const stage = run?.stages.find(each => each.stage === (state satisfies CampaignStage))
    if (stage === undefined) return { state, current, standing: payload.status === 'cancelled' ? 'unreached' : 'ahead' }
    return { state, current, standing: stage.standing, run: stage }
  })
}

function idle({ state, status }: Standing): StageStanding {
  if (state !== 'IDLE') return 'done'
  return status === 'cancelled' ? 'cancelled' : 'waiting'
}
