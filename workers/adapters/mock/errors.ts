// The MOCK platform's refusals → ours.
import { z } from 'zod'
import type { ActionError } from '#domain/action/action.ts'

const Refusal = z.object({ code: z.string(), detail: z.string() })

/** @returns undefined when the answer is no refusal of the platform: then nobody knows whether it published */
export function mockError(status: number, body: unknown): ActionError | undefined {
  const refusal = Refusal.safeParse(body)
  if (status < 400 || status > 499 || status === 408 || !refusal.success) return undefined
  const { code, detail } = refusal.data
  // An earlier attempt may have published it: look for that one.
  if (code === 'DUPLICATE_CONTENT') return undefined
  return { code: OURS[code] ?? 'PLATFORM_REFUSED', message: detail, platformCode: code, retryable: false }
}

const OURS: Record<string, string> = {
  CONTENT_REJECTED: 'CONTENT_REJECTED',
  UNAUTHORIZED: 'CREDENTIALS_REFUSED',
  FORBIDDEN: 'CREDENTIALS_REFUSED',
}
