// The fields of a form as text.
import type { Context } from 'hono'
import { typedText } from '../../../http/typed-text.ts'

export async function formValues(c: Context): Promise<(name: string) => string> {
  const body = await c.req.parseBody()
  return name => typedText(body[name])
}
