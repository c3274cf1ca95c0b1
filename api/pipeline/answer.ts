// What a route answers, before it becomes a Response: plain enough to be kept under an Idempotency-Key.

export interface Answer {
  status: number
  headers: Record<string, string>
  body: string | null
}

/** A resource or any other JSON. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) }
}
