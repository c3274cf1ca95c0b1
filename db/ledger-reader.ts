// The read side of the ledger, as the API asks for it.
import type { ActionLedger } from '#domain/ports/action-ledger.ts'
import type { AuditReader } from '#domain/ports/audit-reader.ts'
import type { CampaignLedger } from '#domain/ports/campaign-ledger.ts'
import type { SessionLedger } from '#domain/ports/session-ledger.ts'
import { accountList } from './account/account-list.ts'
import { actionList } from './action/action-list.ts'
import { actionView } from './action/action-view.ts'
import { actionWaits } from './action/action-waits.ts'
import { auditEntries } from './audit/audit-entries.ts'
import { auditExport } from './audit/audit-export.ts'
import { subjectStandings } from './audit/subject-standings.ts'
import { campaignList } from './campaign/campaign-list.ts'
import { campaignView } from './campaign/campaign-view.ts'
import { campaignWaits } from './campaign/campaign-waits.ts'
import { type ReaderPools, withReader } from './connection/with-reader.ts'
import { metricsView } from './metrics/metrics-view.ts'
import { sessionChunks } from './session/session-chunks.ts'
import { sessionView } from './session/session-view.ts'
import { tenantDefaultChannels } from './tenant/tenant-default-channels.ts'

export interface LedgerReader {
  campaigns: Pick<CampaignLedger, 'view' | 'list' | 'waits' | 'defaultChannels'>
  actions: Pick<ActionLedger, 'view' | 'list' | 'waits' | 'accounts' | 'metrics'>
  sessions: Pick<SessionLedger, 'view' | 'list' | 'waits' | 'chunks'>
  audit: Omit<AuditReader, 'verify'>
}

export function ledgerReader(pools: ReaderPools): LedgerReader {
  const read = withReader(pools)
  return {
    campaigns: {
      view: campaignView(read),
      list: campaignList(read),
      waits: campaignWaits(read),
      defaultChannels: tenantDefaultChannels(read),
    },
    actions: {
      view: actionView(read),
      list: actionList(read),
      waits: actionWaits(read),
      accounts: accountList(read),
      metrics: metricsView(read),
    },
    sessions: { ...sessionView(read), chunks: sessionChunks(read) },
    audit: { entries: auditEntries(read), export: auditExport(read), standings: subjectStandings(pools.ops) },
  }
}
