// LinkedIn's refusals → ours.
import { z } from 'zod'
import { VendorText } from '#contracts/primitives.ts'
import type { ActionError } from '#domain/action/action.ts'
import { postUrnIn } from './urn.ts'

export type LinkedinError =
  | { kind: 'unauthorized'; detail: string }
  /** `daily`: the quota that comes back at 00:00 UTC. */
  | { kind: 'throttled'; daily: boolean }
  /** An earlier attempt may have published it: `echo` is the URN that the answer names. */
  | { kind: 'duplicate'; detail: string; echo?: string }
  | { kind: 'refused'; error: ActionError }
  /** Not LinkedIn's own words, or words that settle nothing. The detail begins with what it answered. */
  | { kind: 'unclear'; detail: string }

const InputError = z.object({ code: VendorText.optional(), description: VendorText.optional() })

/** Two shapes are about, `code` and `errorDetails`; both repeat the status, and some say nothing else. */
const ErrorBody = z.object({
  status: z.int(),
  message: VendorText.default(''),
  code: VendorText.optional(),
  serviceErrorCode: z.int().optional(),
  errorDetails: z.object({ inputErrors: z.array(InputError).default([]) }).optional(),
})
type ErrorBody = z.output<typeof ErrorBody>

const MAX_MESSAGE_LENGTH = 1000
/** "Resource level throttle limit for calls to this resource is reached." */
const DAILY_QUOTA = 101

/** What an answer that is no success says. @param body the parsed JSON, undefined when it was none */
export function linkedinError(status: number, body: unknown): LinkedinError {
  const parsed = ErrorBody.safeParse(body)
  const said = parsed.success && parsed.data.status === status ? parsed.data : undefined
  // A throttle need not be readable: whoever it was that said 429, it did not let the request through.
  if (status === 429) return { kind: 'throttled', daily: said?.serviceErrorCode === DAILY_QUOTA }
  if (said === undefined || status < 400 || status > 499) return { kind: 'unclear', detail: `answered ${status}` }
  const detail = messageOf(said)
  if (isDuplicate(said)) {
    const echo = postUrnIn(said.message)
    return { kind: 'duplicate', detail, ...(echo === undefined ? {} : { echo }) }
  }
  switch (status) {
    case 401:
      return { kind: 'unauthorized', detail }
    case 408:
    case 409: // a write of the same thing is under way: this one, or an earlier one
      return { kind: 'unclear', detail: `answered ${status}: ${detail}` }
    default:
      return { kind: 'refused', error: refusal(status, said, detail) }
  }
}

function isDuplicate({ code, message, errorDetails }: ErrorBody): boolean {
  const codes = [code, ...(errorDetails?.inputErrors ?? []).map(error => error.code)]
  return codes.includes('DUPLICATE_POST') || message.includes('Content is a duplicate of')
}

function refusal(status: number, said: ErrorBody, message: string): ActionError {
  const platformCode = said.code ?? said.errorDetails?.inputErrors[0]?.code ?? said.serviceErrorCode?.toString()
  return {
    code: codeOf(status, said.code),
    message,
    ...(platformCode === undefined ? {} : { platformCode }),
    retryable: false,
  }
}

function codeOf(status: number, code: string | undefined): string {
  if (status === 426 || code === 'VERSION_MISSING' || code === 'NONEXISTENT_VERSION') return 'VERSION_RETIRED'
  if (status === 403) return 'PERMISSION_DENIED'
  return status === 422 ? 'CONTENT_REJECTED' : 'PLATFORM_REFUSED'
}

function messageOf({ message, code, status, errorDetails }: ErrorBody): string {
  const descriptions = (errorDetails?.inputErrors ?? []).flatMap(({ description }) => description ?? [])
  const text = [message, ...descriptions].filter(part => part !== '').join(': ')
  return (text || (code ?? `it answered ${status}`)).slice(0, MAX_MESSAGE_LENGTH).toWellFormed()
}
