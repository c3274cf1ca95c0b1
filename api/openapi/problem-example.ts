// A refusal as it would look at that route.
import type { ErrorCode } from '#domain/errors.ts'
import { type AnyRoute, fullPath } from '../pipeline/route.ts'
import { problemStatus, problemTitle, problemType, wireCode } from '../problem/problem-status.ts'
import { examplePath } from './path-parameters.ts'

export function problemExample(code: ErrorCode, route: AnyRoute): unknown {
  return {
    type: problemType(code),
    title: problemTitle(code),
    status: problemStatus(code),
    detail: problemTitle(code).toLowerCase(),
    instance: fullPath({ ...route, path: examplePath(route.path) }),
    code: wireCode(code),
    trace_id: '4bf92f3577b34da6a3ce929d0e0e4736',
    ...(code === 'VALIDATION_FAILED' ? { errors: [invalid(route)] } : {}),
    ...(code === 'INVALID_STATE' ? stateOf(route.path) : {}),
    ...(code === 'VERSION_CONFLICT' ? newest : {}),
    ...(code === 'SESSION_CLOSED' ? { state: 'FINALIZED', allowed: [] } : {}),
  }
}

const newest = {
  newest: { version: 4, created_by: { sub: 'grace', principal: 'human' }, created_at: '2026-11-20T09:05:00.000Z' },
}

/** A member of its own body, or a parameter that no route has. */
function invalid({ body }: AnyRoute): { pointer: string; detail: string } {
  const member = Object.keys(Object.values(body?.examples ?? {})[0] ?? {})[0]
  if (member !== undefined) return { pointer: `/${member}`, detail: 'is not valid' }
  return { pointer: '?page', detail: 'is not a known member' }
}

function stateOf(path: string): { state: string; allowed: string[] } {
  if (!path.startsWith('/session')) return { state: 'LEARN', allowed: [] }
  if (path.endsWith('/finalize')) return { state: 'ABANDONED', allowed: ['resurrect'] }
  return path.endsWith('/clone') ? { state: 'RECORDING', allowed: ['finalize'] } : { state: 'FINALIZED', allowed: [] }
}
