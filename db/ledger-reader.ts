// The read side of the ledger, as the API asks for it.
import type { ActionLedger } from '#domain/ports/action-ledger.ts'
import type { AuditReader } from '#domain/ports/audit-reader.ts'
import type { CampaignLedger } from '#domain/ports/campaign-ledger.ts'
import type { SessionLedger } from '#domain/ports/session-ledger.ts'
import { accountList } from './account/account-list.ts'
import { actionInbox } from './action/action-inbox.ts'
import { actionList } from './action/action-list.ts'
import { actionVersions } from './action/action-versions.ts'
import { actionView } from './action/action-view.ts'
import { actionWaits } from './action/action-waits.ts'
import { auditEntries } from './audit/audit-entries.ts'
import { auditExport } from './audit/audit-export.ts'
import { auditSearch } from './audit/audit-search.ts'
import { subjectStandings } from './audit/subject-standings.ts'
import { campaignList } from './campaign/campaign-list.ts'
import { campaignView } from './campaign/campaign-view.ts'
import { campaignWaits } from './campaign/campaign-waits.ts'
import type { Sql } from './connection/open-pool.ts'
import type { Read } from './connection/with-reader.ts'
import { metricsView } from './metrics/metrics-view.ts'
import { sessionAssets } from './session/session-assets.ts'
import { sessionStretch } from './session/session-stretch.ts'
import { sessionView } from './session/session-view.ts'
import { tenantDefaultChannels } from './tenant/tenant-default-channels.ts'

export interface LedgerReader {
  campaigns: Pick<CampaignLedger, 'view' | 'list' | 'waits' | 'defaultChannels'>
  actions: Pick<ActionLedger, 'view' | 'list' | 'inbox' | 'versions' | 'waits' | 'accounts' | 'metrics'>
  sessions: Pick<SessionLedger, 'view' | 'list' | 'waits' | 'stretch' | 'assets'>
  audit: Omit<AuditReader, 'verify'>
}

/** @param ops looks once a second at all that is waited for, and does so at the primary */
export function ledgerReader(read: Read, ops: Sql): LedgerReader {
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
      inbox: actionInbox(read),
      versions: actionVersions(read),
      waits: actionWaits(read),
      accounts: accountList(read),
      metrics: metricsView(read),
    },
    sessions: {
      ...sessionView(read),
      stretch: (reader, id, page) => sessionStretch((text, parameters) => read(reader, text, parameters), id, page),
      assets: (reader, id) => sessionAssets((text, parameters) => read(reader, text, parameters), id),
    },
    audit: {
      entries: auditEntries(read),
      export: auditExport(read),
      search: auditSearch(read),
      standings: subjectStandings(ops),
    },
  }
}
