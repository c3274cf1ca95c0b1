// Again, immediately before the call: whether the command that was accepted still says what is about to be sent.

import { ExecuteRequest } from '#contracts/command.ts'
import type { LoadedActionStep } from '#db/action/action-load.ts'
import type { ActionError } from '#domain/action/action.ts'
import { isSignedBy } from '#queues/command/command-signature.ts'
import { CommandTokenInvalid, onlyKey, readCommandToken } from '#queues/command/command-token.ts'

export interface CommandCheckSettings {
  hmacKeys: readonly string[]
  issuer: string
}

/**
 * Signature and token over the stored bytes, with the key and as of the moment of their acceptance, and the digest in them.
 * @returns undefined: it holds
 */
export async function commandBreach(
  { record, receipt }: LoadedActionStep,
  { hmacKeys, issuer }: CommandCheckSettings,
): Promise<ActionError | undefined> {
  const { action } = record
  if (receipt === undefined) return breach('no command was accepted for it')
  if (!isSignedBy(hmacKeys, receipt.body, receipt.signature))
    return breach('the signature of the accepted command does not hold')
  const body = ExecuteRequest.safeParse(JSON.parse(receipt.body))
  if (!body.success) return breach('the accepted command is not one')
  try {
    const token = await readCommandToken(body.data.command_token, onlyKey(receipt.publicKey), {
      issuer,
      tenantId: action.tenantId,
      actionId: action.id,
      atMs: Date.parse(receipt.acceptedAt),
    })
    if (token.jti === receipt.jti && token.digest === action.digest && receipt.digest === action.digest)
      return undefined
    return breach('the accepted command is for another content')
  } catch (error) {
    if (error instanceof CommandTokenInvalid) return breach(error.message)
    throw error
  }
}

function breach(message: string): ActionError {
  return { code: 'COMMAND_INVALID', message, retryable: false }
}
