// An action's step as loaded, for tests of its handlers.
import type { LoadedActionStep } from '#db/action/action-load.ts'
import type { Action } from '#domain/action/action.ts'
import type { ActionStatus } from '#domain/action/action-status.ts'
import { NO_POLICY } from '#domain/action/policy.ts'
import type { StepKind } from '#domain/step.ts'

export const ACTION_ID = '0199a1b3-0a1b-7c2d-9e3f-4a5b6c7d8e9f'
export const TENANT_ID = '7b0f4c1e-6a55-4f0e-9d3c-2f1f0a9b6c11'
export const DIGEST = 'd'.repeat(64)

export function actionStep(status: ActionStatus, kind: StepKind, more: object = {}): LoadedActionStep {
  const action = {
    id: ACTION_ID,
    tenantId: TENANT_ID,
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
    step: {
      id: 's',
      tenantId: TENANT_ID,
      subjectId: ACTION_ID,
      kind,
      executionId: 'e',
      version: 1,
      run: 1,
      attempt: 1,
    },
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
    account: { id: 'o', kind: 'user' },
    policy: NO_POLICY,
  }
}
