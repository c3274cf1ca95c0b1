// What a stage brought, in a few words.
import type { CampaignPayload } from '#contracts/campaign-payload.ts'
import type { StageRun } from './runs-of.ts'

/** @param payload the campaign, where the stage is of its current run: results of earlier ones are told by the log alone */
export function stageResult({ stage, standing, note }: StageRun, payload?: CampaignPayload): string {
  if (standing === 'ahead' || standing === 'running' || standing === 'unreached') return ''
  switch (stage) {
    case 'RADAR_SCAN':
      return typeof note.signals === 'number' ? counted(note.signals, 'signal') : ''
    case 'STRATEGY_GEN':
      return String(payload?.strategy_brief?.debate.verdict.decision ?? note.decision ?? '')
    case 'CONTENT_PROD': {
      const pieces = payload?.content.length ?? note.pieces
      return typeof pieces === 'number' && pieces > 0 ? counted(pieces, 'piece') : ''
    }
    case 'QUALITY_AUDIT': {
      const report = payload?.quality_report
      return report ? `${report.verdict}, ${report.score} of 100` : ''
    }
    case 'PUBLISH': {
      const all = payload?.publications ?? []
      const done = all.filter(({ status }) => status === 'COMPLETED').length
      return all.length === 0 ? '' : `${done} of ${all.length} published`
    }
    case 'LEARN': {
      const learnings = payload?.learnings.length ?? note.learnings
      return typeof learnings === 'number' ? counted(learnings, 'learning') : ''
    }
    default:
      return stage satisfies never
  }
}

export function counted(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`
}
