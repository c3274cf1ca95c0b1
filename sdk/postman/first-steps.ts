// What the collection's first folder does, in this order: from a brief to a published post, with what each answer must be.

export interface Step {
  name: string
  method: 'GET' | 'POST'
  /** After `{{baseUrl}}`. */
  path: string
  headers?: Record<string, string>
  body?: object
  /** Whose word it is; `token` unless said. */
  token?: 'token' | 'approver_token'
  statuses: readonly number[]
  /** Collection variables, each by the expression that reads it from the answer `body`. */
  saves?: Record<string, string>
  /** Asked again while this holds of the answer `body`. */
  again?: string
  /** What must hold of the answer `body` in the end. */
  holds?: Record<string, string>
}

const CAMPAIGN = '/api/v1/campaigns/{{campaign_id}}'
const ACTION = '/api/v1/actions/{{action_id}}'

export const FIRST_STEPS: readonly Step[] = [
  { name: '1. Is it well?', method: 'GET', path: '/health', statuses: [200] },
  {
    ...{ name: '2. Create a campaign from a brief', method: 'POST', path: '/api/v1/campaigns', statuses: [201] },
    body: { tenant_id: '{{tenant_id}}', brief: { objective: 'Sell cold brew to hikers ({{$guid}})' } },
    saves: { campaign_id: 'body.campaign_id' },
    holds: { 'nothing runs yet': "body.state === 'IDLE'" },
  },
  {
    ...{ name: '3. Start it', method: 'POST', path: `${CAMPAIGN}/start`, statuses: [200, 202] },
    headers: { Prefer: 'wait=30' },
  },
  {
    ...{ name: '4. Wait for its posts', method: 'GET', path: `${CAMPAIGN}?wait=3`, statuses: [200] },
    again: "body.status === 'running'",
    holds: { 'it waits for people': "body.status === 'waiting_approval'" },
  },
  {
    ...{ name: '5. What is to be approved', method: 'GET', path: '/api/v1/actions?campaign_id={{campaign_id}}' },
    ...{ statuses: [200], token: 'approver_token' },
    saves: { action_id: 'body.data[0].action_id', digest: 'body.data[0].digest' },
    holds: { 'one post waits': "body.data[0].status === 'PENDING_APPROVAL'" },
  },
  {
    ...{ name: '6. Whoever started it may not approve it', method: 'POST', path: `${ACTION}/approve`, statuses: [403] },
    body: { digest: '{{digest}}' },
    holds: { 'it says why': "body.code === 'SELF_APPROVAL'" },
  },
  {
    ...{
      name: '7. Nobody approves what they have not seen',
      method: 'POST',
      path: `${ACTION}/approve`,
      statuses: [409],
    },
    ...{ token: 'approver_token', body: { digest: '0'.repeat(64) } },
    holds: { 'it says why': "body.code === 'DIGEST_MISMATCH'" },
  },
  {
    ...{ name: '8. Approve what was seen', method: 'POST', path: `${ACTION}/approve`, statuses: [200] },
    ...{ token: 'approver_token', body: { digest: '{{digest}}', comment: 'Seen in Postman' } },
  },
  {
    ...{ name: '9. Wait until it is out', method: 'GET', path: `${ACTION}?wait=3`, statuses: [200] },
    again: "!['COMPLETED', 'FAILED', 'OUTCOME_UNKNOWN', 'CANCELLED'].includes(body.status)",
    holds: { 'the platform has it': "body.status === 'COMPLETED' && typeof body.platform_ref_id === 'string'" },
  },
  {
    ...{
      name: '10. Verify its trail',
      method: 'GET',
      path: '/api/v1/audit/verify?subject={{action_id}}',
      statuses: [200],
    },
    holds: { 'every entry is as it was written': 'body.ok === true' },
  },
]
