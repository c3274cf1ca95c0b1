// What travels with a step from the request that it came from: its traceparent and its request id, as one text.
export interface CarriedTrace {
  /** W3C traceparent of the request's span. */
  traceparent: string
  requestId?: string
}

export function writeCarriedTrace({ traceparent, requestId }: CarriedTrace): string {
  return requestId === undefined ? traceparent : `${traceparent};${requestId}`
}

export function readCarriedTrace(text: string | undefined): CarriedTrace | undefined {
  if (text === undefined) return undefined
  const [traceparent = '', requestId] = text.split(';', 2)
  return requestId === undefined ? { traceparent } : { traceparent, requestId }
}
