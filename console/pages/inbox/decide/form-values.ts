// The fields of a form as text.
import type { Context } from 'hono'

/** @returns a field that was not sent, or is a file, is empty; browsers end lines with CR LF, which nobody typed */
export async function formValues(c: Context): Promise<(name: string) => string> {
  const body = await c.req.parseBody()
  return name => {
    const value = body[name]
    return typeof value === 'string' ? value.replaceAll('\r\n', '\n') : ''
  }
}
