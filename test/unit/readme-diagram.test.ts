// The sequence diagram of the README says what the code does: who takes part, which codes there are, and in which order.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { refusalsOf } from '#api/openapi/operation.ts'
import { problemStatus, wireCode } from '#api/problem/problem-status.ts'
import { executeCommand } from '#api/routes/actuator/execute.ts'
import { CLAIM_CODES, type ClaimCode } from '#db/attempt/action-claim.ts'
import { ACTION_STATUSES, ATTEMPT_OUTCOMES } from '#domain/action/action-status.ts'
import { ERROR_CODES, type ErrorCode } from '#domain/errors.ts'
import { readDiagram } from '#test/support/source/read-diagram.ts'
import { ROOT } from '#test/support/source/read-sources.ts'
import { refusalOfClaim } from '#workers/actuator/refusal-of-claim.ts'

/** CONTRACT section 4, and section 2 for what comes before the route itself. */
const ORDER: ErrorCode[] = [
  'UNAUTHENTICATED',
  'INSUFFICIENT_SCOPE',
  'UNSUPPORTED_MEDIA_TYPE',
  'PAYLOAD_TOO_LARGE',
  'MALFORMED_REQUEST',
  'TENANT_MISMATCH',
  'VALIDATION_FAILED',
  'COMMAND_SIGNATURE_INVALID',
  'COMMAND_TOKEN_INVALID',
  'COMMAND_REPLAYED',
  'ACTION_NOT_APPROVED',
  'COMMAND_DIGEST_MISMATCH',
  'KILL_SWITCH_ENGAGED',
  'EXECUTION_FAILED',
]
/** Of every route, and at any point of it. */
const ANY_TIME = new Set<ErrorCode>(['RATE_LIMITED', 'UNAVAILABLE', 'DRAINING', 'INTERNAL'])

const diagram = readDiagram()
const refusals = diagram.messages.filter(({ refuses, from, to }) => refuses && from === 'api' && to === 'client')
const claims = diagram.messages.filter(({ refuses, from }) => refuses && from === 'ledger')

describe('the sequence diagram of the README', () => {
  it('has participants that are there, each of them with something to say or to hear', () => {
    expect(diagram.participants.map(({ id }) => id)).toEqual([
      ...['client', 'api', 'ledger', 'worker', 'enterprise', 'platform'],
    ])
    expect(diagram.participants.filter(({ path }) => !existsSync(join(ROOT, path)))).toEqual([])
    const spoken = new Set(diagram.messages.flatMap(({ from, to }) => [from, to]))
    expect([...spoken].sort()).toEqual(diagram.participants.map(({ id }) => id).sort())
  })

  it('knows no code that the code does not know', () => {
    const known = new Set<string>([
      ...ERROR_CODES.map(wireCode),
      ...CLAIM_CODES,
      ...ACTION_STATUSES,
      ...ATTEMPT_OUTCOMES,
    ])
    expect(diagram.codes.filter(code => !known.has(code))).toEqual([])
  })

  it('shows every refusal of POST /actuator/execute, in the contract’s order, with its HTTP status', () => {
    const declared = refusalsOf(executeCommand).filter(code => !ANY_TIME.has(code))
    expect([...declared].sort()).toEqual([...ORDER].sort())
    const drawn = refusals.flatMap(({ text }) => [...text.matchAll(/(\d{3}) ([A-Z_]+)/g)].map(([pair]) => pair))
    expect(drawn).toEqual(ORDER.map(code => `${problemStatus(code)} ${wireCode(code)}`))
    expect(
      refusals.flatMap(({ codes }) => codes).filter(code => !drawn.some(pair => pair.endsWith(` ${code}`))),
    ).toEqual([])
  })

  it.each([
    ['put_off', /later$/],
    ['command', /never$/],
    ['close', /no more$/],
  ] as const)('shows which claims are refused and end as %s', (kind, ending) => {
    const due = CLAIM_CODES.filter(code => code !== 'CLAIMED' && kindOf(code) === kind)
    expect(due).not.toEqual([])
    const drawn = claims.filter(({ text }) => ending.test(text)).flatMap(({ codes }) => codes)
    expect(drawn.sort()).toEqual([...due].sort())
  })

  it('passes through every status that an approved action can have', () => {
    const before = ['PENDING_APPROVAL', 'REJECTED']
    expect(diagram.codes).toEqual(expect.arrayContaining(ACTION_STATUSES.filter(status => !before.includes(status))))
  })
})

describe('a diagram', () => {
  const drawn = (line: string) => readDiagram(`\`\`\`mermaid\nsequenceDiagram\n${line}\n\`\`\`\n`)

  it('is read line by line: participants, messages, refusals, codes', () => {
    expect(drawn('participant api as API<br/>api/').participants).toEqual([{ id: 'api', name: 'API', path: 'api/' }])
    expect(drawn('  api--xclient: 403 TOO_EARLY, POST again').messages).toEqual([
      { from: 'api', to: 'client', refuses: true, text: '403 TOO_EARLY, POST again', codes: ['TOO_EARLY'] },
    ])
    expect(drawn('alt answered\nelse UNKNOWN\nend').codes).toEqual(['UNKNOWN'])
  })

  it('that is none, or has a line of another kind, is an error', () => {
    expect(() => readDiagram('# Mandate')).toThrow('no sequence diagram')
    expect(() => drawn('api ~> client: hello')).toThrow('no line of a sequence diagram')
    expect(() => drawn('api->>client: hello; good day')).toThrow('no line of a sequence diagram')
  })
})

function kindOf(code: ClaimCode): string {
  return refusalOfClaim({ code, attemptId: '', reconcileStepId: '', fence: 1 }).kind
}
