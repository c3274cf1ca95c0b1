// What a service refuses a call of gRPC with: the same codes as in problem+json, in google.rpc's details.
import { Code, ConnectError } from '@connectrpc/connect'
import type { z } from 'zod'
import { BadRequestSchema, ErrorInfoSchema } from '#contracts/rpc/google/rpc/error_details_pb.ts'
import { pointersOf } from './parse-body.ts'
import type { Pointer } from './service-problem.ts'

/** @param reason as `code` of a problem, such as ALREADY_EXISTS */
export function rpcProblem(code: Code, reason: string, detail: string, errors: readonly Pointer[] = []): ConnectError {
  const info = { desc: ErrorInfoSchema, value: { reason, domain: 'mandate' } }
  const fieldViolations = errors.map(({ pointer, detail }) => ({
    field: pointer.replace(/^\//, '').replaceAll('/', '.'),
    description: detail,
  }))
  const bad = { desc: BadRequestSchema, value: { fieldViolations } }
  return new ConnectError(detail, code, undefined, errors.length > 0 ? [info, bad] : [info])
}

/** The fields after their schema; INVALID_ARGUMENT naming those that are wrong. */
export function parseFields<T extends z.ZodType>(schema: T, fields: Record<string, unknown>): z.output<T> {
  const parsed = schema.safeParse(fields)
  if (parsed.success) return parsed.data
  const detail = 'the message does not have the shape asked for'
  throw rpcProblem(Code.InvalidArgument, 'VALIDATION_FAILED', detail, pointersOf(parsed.error))
}
