// What a schema found wrong, as pointers into what the client sent.
import type { z } from 'zod'
import { type InputError, MandateError } from '#domain/errors.ts'
import { escapePointer } from './check-values.ts'

/** @param pointerOf makes a pointer of a path; into the body unless told otherwise */
export function inputErrors(issues: readonly z.core.$ZodIssue[], pointerOf = bodyPointer): InputError[] {
  return issues.slice(0, 50).flatMap(issue => {
    if (issue.code === 'unrecognized_keys')
      return issue.keys
        .slice(0, 50)
        .map(key => ({ pointer: pointerOf([...issue.path, key]), detail: 'is not a known member' }))
    return [{ pointer: pointerOf(issue.path), detail: issue.message }]
  })
}

export function bodyPointer(path: readonly PropertyKey[]): string {
  return path.map(part => `/${escapePointer(String(part))}`).join('')
}

/** `?name` of a query parameter. */
export function queryPointer(path: readonly PropertyKey[]): string {
  return `?${String(path[0] ?? '')}`
}

export function invalid(errors: InputError[]): MandateError {
  const [first] = errors
  const where = first === undefined ? '' : `: ${first.pointer || 'the body'} ${first.detail}`
  return new MandateError('VALIDATION_FAILED', `the input is not valid${where}`, { members: { errors } })
}
