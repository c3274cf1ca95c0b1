// Whether a person looks, by a browser, and not a program.
import type { Context } from 'hono'

export const wantsPage = (c: Context): boolean => (c.req.header('accept') ?? '').includes('text/html')
