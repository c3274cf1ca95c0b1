// Styles and fonts of the board, all from here: nothing is fetched from elsewhere.
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { Hono } from 'hono'

const own = (name: string) => new URL(name, import.meta.url)
const inter = (name: string) => new URL(import.meta.resolve(`@fontsource/inter/files/${name}`))

const boardUi = (name: string) => new URL(`dist/static/${name}`, import.meta.resolve('@bull-board/ui/package.json'))

const ASSETS: Readonly<Record<string, { type: string; at: URL }>> = {
  'page.css': { type: 'text/css; charset=utf-8', at: own('page.css') },
  'board-page.css': { type: 'text/css; charset=utf-8', at: own('board-page.css') },
  'fonts.css': { type: 'text/css; charset=utf-8', at: own('fonts.css') },
  'favicon.ico': { type: 'image/x-icon', at: boardUi('favicon.ico') },
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
      c.header('content-type', type)
      c.header('cache-control', 'public, max-age=3600')
      return c.body(await readFile(fileURLToPath(at)))
    })
  return app
}
