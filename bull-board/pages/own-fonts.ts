// Bull Board's page links to fonts on another host; ours stand in for them, so that the page is whole without the internet.
import type { MiddlewareHandler } from 'hono'

const FOREIGN_FONTS = /<link\b[^>]*\bhref="https:\/\/fonts\.googleapis\.com[^>]*>/

export function ownFonts(): MiddlewareHandler {
  return async (c, next) => {
    await next()
    if (!(c.res.headers.get('content-type') ?? '').startsWith('text/html')) return
    const html = await c.res.text()
    c.res = new Response(html.replace(FOREIGN_FONTS, '<link rel="stylesheet" href="/assets/fonts.css">'), c.res)
  }
}
