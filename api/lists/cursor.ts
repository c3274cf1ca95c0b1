// Cursors: opaque to clients, and good only for the list, the reader and the filters that they were given for.
import { createHash } from 'node:crypto'
import { MandateError } from '#domain/errors.ts'

/**
 * @param position where the next page continues
 * @param list what the cursor belongs to
 */
export function encodeCursor(position: string, list: string): string {
  return Buffer.from(`${seal(position, list)}${position}`).toString('base64url')
}

/** @throws MandateError VALIDATION_FAILED unless it is exactly a cursor of this list */
export function decodeCursor(cursor: string, list: string): string {
  const text = Buffer.from(cursor, 'base64url').toString()
  const position = text.slice(SEAL_LENGTH)
  if (position !== '' && encodeCursor(position, list) === cursor) return position
  throw new MandateError('VALIDATION_FAILED', 'the cursor does not belong to this list', {
    members: { errors: [{ pointer: '?cursor', detail: 'is not a cursor of this list with these filters' }] },
  })
}

const SEAL_LENGTH = 12

/** Against mistakes, not against attacks: whoever makes up a cursor still reads only what they may. */
function seal(position: string, list: string): string {
  return createHash('sha256').update(`${list}\n${position}`).digest('base64url').slice(0, SEAL_LENGTH)
}
