// Whether a change came from a page of this very sign-in: browsers name the origin and pages can't forge it; the token holds where a proxy hides it.
import { timingSafeEqual } from 'node:crypto'
import type { Context } from 'hono'
import { publicOrigin } from '#sign-in/public-origin.ts'

/** @param consoleUrl the setting CONSOLE_URL */
export async function isOwnPage(
  c: Context,
  { csrf }: { csrf: string },
  consoleUrl: string | undefined,
): Promise<boolean> {
  if (c.req.header('origin') !== publicOrigin(c, consoleUrl)) return false
  const header = c.req.header('x-csrf-token')
  if (header !== undefined) return isSame(header, csrf)
  const field = (await c.req.parseBody())._csrf
  return typeof field === 'string' && isSame(field, csrf)
}

export const FOREIGN =
  'This did not come from a page of the console, or from one that was opened before you last signed in. Load the page anew and try again.'

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)]
  return one.length === other.length && timingSafeEqual(one, other)
}
