// Under which origin browsers know this process: what sign-ins come back to and what changes must come from.
import type { Context } from 'hono'

/**
 * @param configured the setting BOARD_URL or CONSOLE_URL
 * @returns undefined: nobody said, and the request's own word for it counts only on loopback
 */
export function publicOrigin(c: Context, configured: string | undefined): string | undefined {
  if (configured !== undefined) return configured
  const host = c.req.header('host') ?? ''
  if (!/^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/.test(host)) return undefined
  return new URL(`http://${host}`).origin
}
