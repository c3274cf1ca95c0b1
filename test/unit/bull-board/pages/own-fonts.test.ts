import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { assetRoutes } from '#bull-board/pages/asset-routes.ts'
import { ownFonts } from '#bull-board/pages/own-fonts.ts'

const entry = readFileSync(fileURLToPath(import.meta.resolve('@bull-board/ui/dist/index.ejs')), 'utf8')

it('leaves no address of another host in the page of Bull Board as installed', async () => {
  expect(entry).toContain('https://') // or this test has lost its reason
  const app = new Hono().use(ownFonts()).get('/', c => c.html(entry))
  const html = await (await app.request('/')).text()
  expect(html).not.toMatch(/https?:\/\//)
  expect(html).toContain('/assets/fonts.css')
})

it('leaves other answers alone', async () => {
  const app = new Hono().use(ownFonts()).get('/', c => c.json({ entry }))
  expect(await (await app.request('/')).json()).toEqual({ entry })
})

it('serves every font that its stylesheet names', async () => {
  const assets = assetRoutes()
  const css = await (await assets.request('/fonts.css')).text()
  const urls = [...css.matchAll(/url\("\/assets(.+?)"\)/g)].map(found => found[1] ?? '')
  expect(urls).toHaveLength(3)
  for (const url of urls) expect((await assets.request(url)).headers.get('content-type')).toBe('font/woff2')
})
