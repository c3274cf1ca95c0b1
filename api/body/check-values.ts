// What JSON allows and a ledger can't keep: half a character, U+0000, numbers beyond a double.
import type { InputError } from '#domain/errors.ts'

/** @returns where in a parsed body such values stand, at most 20 of them */
export function checkValues(value: unknown, pointer = '', found: InputError[] = []): InputError[] {
  if (found.length >= 20) return found
  if (typeof value === 'string') {
    if (!isKeepable(value)) found.push({ pointer, detail: 'must be well-formed Unicode without U+0000' })
  } else if (typeof value === 'number') {
    if (!Number.isFinite(value)) found.push({ pointer, detail: 'is too large a number' })
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) checkValues(item, `${pointer}/${index}`, found)
  } else if (value !== null && typeof value === 'object') {
    for (const [key, item] of Object.entries(value)) {
      if (!isKeepable(key)) found.push({ pointer, detail: 'has a key that is not well-formed Unicode without U+0000' })
      else checkValues(item, `${pointer}/${escapePointer(key)}`, found)
    }
  }
  return found
}

/** RFC 6901. */
export function escapePointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}

function isKeepable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000')
}
