// A problem document as the error of a call: the same code and members, in google.rpc's details.
import { ConnectError } from '@connectrpc/connect'
import { z } from 'zod'
import { BadRequestSchema, ErrorInfoSchema, RetryInfoSchema } from '#contracts/rpc/google/rpc/error_details_pb.ts'
import { ERROR_CODES, type MandateError } from '#domain/errors.ts'
import { problemBody } from '../problem/problem-answer.ts'
import { rpcCode } from './rpc-code.ts'

const Problem = z.looseObject({
  code: z.enum(ERROR_CODES),
  detail: z.string(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).default([]),
})

export interface ErrorContext {
  /** Sent beside the error. */
  headers?: Headers
  /** The field that a pointer of the HTTP API stands for. */
  fieldOf?: (pointer: string) => string
  /** Beside the members of the problem. */
  members?: Record<string, unknown>
}

/** @param problem the parsed body of a refusal */
export function rpcError(
  problem: unknown,
  { headers, fieldOf = dotted, members = {} }: ErrorContext = {},
): ConnectError {
  const { code, detail, errors, type: _, title: __, status: ___, instance: ____, ...more } = Problem.parse(problem)
  const metadata = Object.fromEntries(
    Object.entries({ ...more, ...members }).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  )
  const details: NonNullable<ConstructorParameters<typeof ConnectError>[3]> = [
    { desc: ErrorInfoSchema, value: { reason: code, domain: 'mandate', metadata } },
  ]
  if (errors.length > 0) {
    const fieldViolations = errors.map(({ pointer, detail }) => ({ field: fieldOf(pointer), description: detail }))
    details.push({ desc: BadRequestSchema, value: { fieldViolations } })
  }
  const seconds = Number(headers?.get('retry-after') ?? 0)
  if (seconds > 0) details.push({ desc: RetryInfoSchema, value: { retryDelay: { seconds: BigInt(seconds) } } })
  return new ConnectError(detail, rpcCode(code), headers, details)
}

/** One that no route answered. */
export function rpcErrorOf(error: MandateError, traceId: string): ConnectError {
  return rpcError(problemBody(error, { instance: '', traceId }))
}

/** `/a/b` → `a.b`. */
function dotted(pointer: string): string {
  return pointer.replace(/^[/?]/, '').replaceAll('/', '.')
}
