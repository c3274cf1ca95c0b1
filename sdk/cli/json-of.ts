// JSON that somebody typed.
import { UsageError } from './exit-code.ts'

/** @throws UsageError saying where it breaks off */
export function jsonOf(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new UsageError(`this is no JSON: ${(cause as Error).message}`, { cause })
  }
}
