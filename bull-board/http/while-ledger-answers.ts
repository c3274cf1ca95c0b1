// What is asked of the ledger while it is away gets no answer of its own.
import { HTTPException } from 'hono/http-exception'

/** @throws HTTPException 503: whatever went wrong, what was asked for may well be there */
export async function whileLedgerAnswers<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (cause) {
    throw new HTTPException(503, { message: 'the ledger is away just now', cause })
  }
}
