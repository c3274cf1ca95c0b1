// An action's step as loaded, for tests of its handlers.
import type { LoadedActionStep } from '#db/action/action-load.ts'
import type { Action } from '#domain/action/action.ts'
import type { ActionStatus } from '#domain/action/action-status.ts'
import type { StepKind } from '#domain/step.ts'

export const DIGEST = 'd'.repeat(64)

export function actionStep(status: ActionStatus, kind: StepKind, more: object = {}): LoadedActionStep {
  const action = {
    id: 'a',
    tenantId: 't',
    platform: 'MOCK',
    account: 'demo',
    execution: 'on_approval',
    authors: ['ann'],
    digest: DIGEST,
    approvals: [],
    approvalsRequired: 1,
    expiresAt: '2036-03-08T10:00:00.000Z',
    expiresGiven: false,
    maxLateSeconds: 3600,
    status,
    ...(status === 'OUTCOME_UNKNOWN' ? { needsHuman: false } : {}),
    ...more,
  } as Action
  return {
    step: { id: 's', tenantId: 't', subjectId: 'a', kind, executionId: 'e', run: 1, attempt: 1 },
    record: {
      action,
      version: 3,
      fence: 0,
      head: { seq: 3, hash: '0'.repeat(64) },
      executionId: 'e',
      payload: { content_text: 'hello' },
      governanceHash: 'g',
      fingerprint: 'f',
      mediaSha256: [],
    },
  }
}
