// At the last approval: asks enterprise for a signed command, and passes the same checks as a command from outside.
import { createHash } from 'node:crypto'
import type { JWK, JWTVerifyGetKey } from 'jose'
import { ExecuteRequest } from '#contracts/command.ts'
import { CommandReply, type CommandRequest } from '#contracts/upstream/enterprise.ts'
import type { LoadedActionStep } from '#db/action/action-load.ts'
import type { CommandReceipt } from '#db/action/action-write.ts'
import type { JsonObject } from '#domain/audit-entry.ts'
import { MandateError } from '#domain/errors.ts'
import { backoffMs } from '#domain/outcome.ts'
import { isSignedBy } from '#queues/command/command-signature.ts'
import { CommandTokenInvalid, readCommandToken } from '#queues/command/command-token.ts'
import type { Upstream } from '../adapters/upstream/create-upstream.ts'
import { BreakerOpen, UpstreamError } from '../adapters/upstream/upstream-error.ts'
import type { ActionOutcome } from './action-outcome.ts'
import type { CommandCheckSettings } from './check-command.ts'
import { type RecordDecisionPorts, recordDecision } from './record-decision.ts'

export interface AskCommandPorts extends RecordDecisionPorts {
  enterprise: Upstream
  keys: JWTVerifyGetKey
  commands: CommandCheckSettings
  /** SHA-256 over what stands in the ledger, with another payload or governance hash where given. */
  digestOf(loaded: LoadedActionStep, sent?: { payload: ExecuteRequest['payload']; governanceHash: string }): string
}

/** A refusal may be about a moment: enterprise is asked again, ever more rarely, until the action expires. */
const REFUSED_AGAIN_MS = { baseMs: 5000, capMs: 300_000 }

export function askCommand(
  ports: AskCommandPorts,
): (loaded: LoadedActionStep, signal: AbortSignal) => Promise<ActionOutcome> {
  return async (loaded, signal) => {
    const { action } = loaded.record
    if (action.status !== 'APPROVED_BY_HUMAN' || action.digest === undefined) return { kind: 'close' }
    const againMs = backoffMs(Math.min(loaded.step.run, 8), Math.random(), REFUSED_AGAIN_MS)
    let reply: CommandReply
    try {
      reply = await ask(ports.enterprise, loaded, action.digest, signal)
    } catch (error) {
      if (error instanceof BreakerOpen)
        return { kind: 'put_off', why: error.message, delayMs: error.retryInMs, hold: 'BREAKER_OPEN' }
      if (signal.aborted || !(error instanceof UpstreamError)) throw error
      return { kind: 'put_off', why: error.message, delayMs: againMs, hold: 'UPSTREAM_RETRY' }
    }
    if (reply.status === 'REFUSED') return refused(loaded, 'ENTERPRISE_REFUSED', reply.reason, againMs)
    const receipt = await checked(ports, loaded, reply)
    if (receipt instanceof MandateError) return refused(loaded, receipt.code, receipt.message, againMs)
    const { jti, bodySha256 } = receipt
    return recordDecision(ports, loaded, { type: 'execute', jti, bodySha256, how: 'on_approval' }, { receipt })
  }
}

function ask(
  enterprise: Upstream,
  { record, step }: LoadedActionStep,
  digest: string,
  signal: AbortSignal,
): Promise<CommandReply> {
  const { action, payload, governanceHash } = record
  const { id: action_id, tenantId: tenant_id, platform } = action
  const body: CommandRequest = {
    ...{ action_id, tenant_id, platform, digest, governance_hash: governanceHash },
    payload: payload as CommandRequest['payload'], // JSON as it was sent
  }
  return enterprise.call({
    path: '/commands',
    body,
    reply: CommandReply,
    // A token lives for minutes: each asking is one of its own.
    idempotencyKey: `${step.id}:${step.run}`,
    trace: step.trace,
    signal,
  })
}

/** Nothing is believed because it comes from enterprise: the same checks, in the same order, as over HTTP. */
async function checked(
  ports: AskCommandPorts,
  loaded: LoadedActionStep,
  issued: Extract<CommandReply, { status: 'ISSUED' }>,
): Promise<CommandReceipt | MandateError> {
  const { action } = loaded.record
  const atMs = Date.now()
  if (!isSignedBy(ports.commands.hmacKeys, issued.body, issued.signature))
    return new MandateError('COMMAND_SIGNATURE_INVALID', 'the signature of enterprise’s command does not hold')
  const request = ExecuteRequest.safeParse(parsed(issued.body))
  if (!request.success) return new MandateError('COMMAND_TOKEN_INVALID', 'what enterprise signed is not a command')
  const { command_token, payload, governance_hash: governanceHash, action_id } = request.data
  try {
    const { issuer } = ports.commands
    const options = { issuer, tenantId: action.tenantId, actionId: action.id, atMs }
    const token = await readCommandToken(command_token, ports.keys, options)
    const raw = parsed(issued.body) as { payload: typeof payload }
    const sent = ports.digestOf(loaded, { payload: raw.payload, governanceHash })
    if (action_id !== action.id || sent !== token.digest || sent !== action.digest)
      return new MandateError('COMMAND_DIGEST_MISMATCH', 'enterprise’s command is for another content')
    return {
      ...{ jti: token.jti, digest: token.digest, body: issued.body, signature: issued.signature },
      bodySha256: createHash('sha256').update(issued.body).digest('hex'),
      publicKey: token.publicKey as JsonObject & JWK,
      acceptedAt: new Date(atMs).toISOString(),
    }
  } catch (error) {
    if (error instanceof CommandTokenInvalid) return new MandateError('COMMAND_TOKEN_INVALID', error.message)
    throw error
  }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined // what is not JSON is no command
  }
}

/** The first time it is told in the trail, where people look for why nothing goes out. */
function refused({ step }: LoadedActionStep, code: string, detail: string, delayMs: number): ActionOutcome {
  if (step.run > 1) return { kind: 'put_off', why: detail, delayMs, hold: 'ENTERPRISE_REFUSED' }
  return {
    kind: 'command',
    command: { type: 'refuseCommand', code, detail },
    keep: { delayMs, hold: 'ENTERPRISE_REFUSED' },
  }
}
