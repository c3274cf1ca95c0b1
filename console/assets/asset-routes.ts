// Styles, scripts and fonts of the console, all from here: nothing is fetched from elsewhere.
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { Hono } from 'hono'

const own = (name: string) => new URL(name, import.meta.url)
const htmx = (name: string) => new URL(`dist/${name}`, import.meta.resolve('htmx.org/package.json'))
const inter = (name: string) => new URL(import.meta.resolve(`@fontsource/inter/files/${name}`))

const CSS = 'text/css; charset=utf-8'
const JS = 'text/javascript; charset=utf-8'

const STYLES = [
  ...['base', 'frame', 'pieces', 'tables', 'forms', 'dialogs'],
  ...['inbox', 'post', 'campaigns', 'campaign-picture', 'sessions', 'templates', 'settings'],
]

/** `console.js` is on every page and imports the others; the last two are of one section each. */
const SCRIPTS = [
  ...['console.js', 'items.js', 'keys.js', 'deciding.js', 'dialogs.js', 'times.js', 'notices.js', 'signed-in.js'],
  ...['sessions.js', 'templates.js'],
]

const ASSETS: Readonly<Record<string, { type: string; at: URL }>> = {
  ...Object.fromEntries(STYLES.map(name => [`${name}.css`, { type: CSS, at: own(`${name}.css`) }])),
  ...Object.fromEntries(SCRIPTS.map(name => [name, { type: JS, at: own(name) }])),
  'htmx.js': { type: JS, at: htmx('htmx.min.js') },
  'hx-sse.js': { type: JS, at: htmx('ext/hx-sse.min.js') },
  'icon.svg': { type: 'image/svg+xml', at: own('icon.svg') },
  ...Object.fromEntries(
    [400, 500, 600].map(weight => {
      const name = `inter-latin-${weight}-normal.woff2`
      return [name, { type: 'font/woff2', at: inter(name) }]
    }),
  ),
}

export function assetRoutes(): Hono {
  const app = new Hono()
  for (const [name, { type, at }] of Object.entries(ASSETS))
    app.get(`/${name}`, async c => {
      const bytes = await readFile(fileURLToPath(at))
      const tag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`
      c.header('cache-control', 'public, max-age=60, stale-while-revalidate=86400')
      c.header('etag', tag)
      if (c.req.header('if-none-match') === tag) return c.body(null, 304)
      c.header('content-type', type)
      return c.body(bytes)
    })
  return app
}
