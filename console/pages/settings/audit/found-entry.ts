// An entry of a trail as the search finds it, and the page of what it is about.
import type { AuditEntryShape } from '#contracts/audit-entry.ts'
import type { SubjectKind } from '#domain/ports/audit-reader.ts'
import { mayLook, type Person } from '../../../person.ts'

export type FoundEntry = AuditEntryShape & { subject_kind: SubjectKind | null }

/** @returns undefined where there is no page for it, or none that the person may see */
export function pageOf({ subject, subject_kind }: FoundEntry, person: Person): string | undefined {
  switch (subject_kind) {
    case 'campaign':
      return mayLook(person, 'campaigns:read') ? `/console/campaigns/${subject}` : undefined
    case 'action':
      return mayLook(person, 'actions:read') ? `/console/inbox/${subject}` : undefined
    case 'session':
      return mayLook(person, 'sessions:read') ? `/console/sessions/${subject}` : undefined
    case 'account':
      return '/console/settings/accounts'
    case 'policy':
      return '/console/settings/policy'
    case 'kill-switch':
      return '/console/settings/kill-switches'
    case 'webhook':
      return `/console/settings/webhooks/${subject}`
    default:
      return undefined
  }
}
