// What a platform was asked and what it said, for whoever has to tell what became of an action.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ActionResource } from '#contracts/action.ts'
import { openTestApi, TENANT_A, type TestApi } from '#test/support/open-test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

async function propose(content_text: string, account: string) {
  const payload = { content_text, media_urls: ['https://media.example/a.png'] }
  const body = { platform: 'TWITTER', account, governance_hash: 'policy', payload }
  const { action_id } = (await api.call('POST', '/api/v1/actions', { body })).body
  await api.database.owner`
    UPDATE governance.actions_ledger SET digest = ${'d'.repeat(64)}, media_sha256 = ${JSON.stringify(['e'.repeat(64)])}::text::jsonb
    WHERE id = ${action_id}`
  return action_id as string
}

/** An attempt as the claim and the record of its end leave it, with its entry in the trail. */
async function attempted(id: string, fence: number, end: Record<string, unknown>) {
  const { outcome = 'UNKNOWN', httpStatus = null, error = null, refId = null, echo = null } = end
  const { owner } = api.database
  const [row] = await owner`
    UPDATE governance.actions_ledger SET audit_seq = audit_seq + 1, version = version + 1 WHERE id = ${id} RETURNING audit_seq, account`
  await owner`
    INSERT INTO audit_log (subject_id, seq, tenant_id, at, actor_sub, actor_principal, action, details, prev_hash, hash)
    VALUES (${id}, ${row?.audit_seq}, ${TENANT_A}, now(), 'o', 'service', 'attempt.started', ${JSON.stringify({ fence })}::text::jsonb,
      '\\x00', '\\x00')`
  const [attempt] = await owner`
    INSERT INTO action_attempts (id, tenant_id, action_id, phase, fence, platform, account, fingerprint, outcome, sender,
      postmaster_start, started_at, deadline_at, ended_at, http_status, error, platform_ref_id, echo)
    VALUES (uuidv7(), ${TENANT_A}, ${id}, 'publish', ${fence}, 'TWITTER', ${row?.account}, 'f', ${outcome as string}, 's', now(), now(),
      now(), now(), ${httpStatus as number}, ${error === null ? null : JSON.stringify(error)}::text::jsonb, ${refId as string},
      ${echo as string})
    RETURNING id`
  return attempt?.id as string
}

async function attemptsOf(id: string) {
  const { body } = await api.call('GET', `/api/v1/actions/${id}`)
  return ActionResource.parse(body).attempts
}

it('an attempt whose answer was lost says what was sent, that nothing came, and what was looked for since', async () => {
  const id = await propose('hello', 'lost')
  const error = { code: 'OUTCOME_UNKNOWN', message: 'socket hang up', retryable: false }
  const attempt = await attempted(id, 1, { error })
  const { owner } = api.database
  await owner`
    INSERT INTO action_checkpoints (action_id, digest, name, tenant_id, value)
    VALUES (${id}, ${'d'.repeat(64)}, 'media.0', ${TENANT_A}, ${owner.json({ media_id: '77', upload_url: 'https://secret' })})`
  const probe = (found: string, detail: string | null) => owner`
    INSERT INTO attempt_probes (id, attempt_id, action_id, tenant_id, found, detail)
    VALUES (uuidv7(), ${attempt}, ${id}, ${TENANT_A}, ${found}, ${detail})`
  await probe('indeterminate', 'X answered 503')
  await probe('not_found', null)
  const [shown] = await attemptsOf(id)
  expect(shown).toMatchObject({
    outcome: 'UNKNOWN',
    error: { message: 'socket hang up' },
    asked: {
      ...{ request: 'POST /2/tweets', account: 'lost', digest: 'd'.repeat(64), text: 'hello' },
      media: [{ url: 'https://media.example/a.png', sha256: 'e'.repeat(64) }],
    },
    answered: null,
    probes: [{ found: 'not_found' }, { found: 'indeterminate', detail: 'X answered 503' }],
  })
  expect(shown?.asked?.handles).toEqual({ 'media.0': '77' })
})

it('an answer is told as it came, with the id that it named', async () => {
  const id = await propose('again', 'answered')
  const error = { code: 'OUTCOME_UNKNOWN', message: 'duplicate content', platform_code: '187', retryable: false }
  await attempted(id, 1, { httpStatus: 403, error, echo: '4711' })
  expect((await attemptsOf(id))[0]?.answered).toEqual({
    ...{ http_status: 403, platform_code: '187', message: 'duplicate content', named_id: '4711' },
  })
})

it('an attempt from before an edit is told with what was sent then', async () => {
  const id = await propose('before', 'edited')
  await attempted(id, 1, { outcome: 'RATE_LIMITED', httpStatus: 429 })
  await attempted(id, 2, { outcome: 'NOT_SENT' })
  const edited = await api.call('PATCH', `/api/v1/actions/${id}`, { body: { payload: { content_text: 'after' } } })
  expect(edited.status).toBe(200)
  await attempted(id, 3, {})
  const texts = async () => (await attemptsOf(id)).map(({ n, asked }) => [n, asked?.text])
  expect(await texts()).toEqual([
    [1, 'before'],
    [2, 'before'],
    [3, 'after'],
  ])
  // As if an older version had made that edit.
  await api.database.owner`DELETE FROM action_versions WHERE action_id = ${id}`
  expect(await texts()).toEqual([
    [1, undefined],
    [2, undefined],
    [3, 'after'],
  ])
})

it('lists do without, and another tenant sees none of it', async () => {
  const id = await propose('listed', 'listed')
  await attempted(id, 1, {})
  const { data } = (await api.call('GET', '/api/v1/actions?limit=1')).body
  expect(data[0].attempts).toEqual([
    { n: 1, started_at: expect.any(String), ended_at: expect.any(String), outcome: 'UNKNOWN' },
  ])
  expect((await api.call('GET', `/api/v1/actions/${id}`, { as: api.tokens.eve })).status).toBe(404)
})
