// The board in a real browser: who gets to see what, that nothing comes from elsewhere, and how it looks.
// Pictures of it lie in `test/artefacts/board` afterwards.
import { existsSync, mkdirSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type BoardRig, openBoardRig } from '#test/support/board-rig.ts'
import { plantWaiting } from '#test/support/plant-waiting.ts'

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'
const ARTEFACTS = 'test/artefacts/board'
const WIDE = { width: 1280, height: 900 }
const PHONE = { width: 390, height: 844 }

describe.skipIf(!existsSync(CHROMIUM))(`in ${CHROMIUM}, skipped where that is not installed (or set CHROMIUM)`, () => {
  const tenant = uuid()
  let rig: BoardRig
  let browser: Browser
  let signedIn: Awaited<ReturnType<BrowserContext['storageState']>>

  beforeAll(async () => {
    mkdirSync(ARTEFACTS, { recursive: true })
    rig = await openBoardRig(tenant, { BOARD_ENVIRONMENT: 'local', BOARD_ENVIRONMENT_COLOR: '#2f6f4f' })
    await plantWaiting(rig.database.owner, tenant)
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
  })

  afterAll(async () => {
    await browser?.close()
    await rig?.close()
  })

  /** A person's browser; `foreign` and `violations` are what it wanted from elsewhere or was kept from. */
  async function opened(options: Parameters<Browser['newContext']>[0] = {}) {
    const context = await browser.newContext({ viewport: WIDE, colorScheme: 'light', ...options })
    const page = await context.newPage()
    const foreign: string[] = []
    const violations: string[] = []
    page.on('request', request => {
      if (!/^(data:|http:\/\/127\.0\.0\.1:)/.test(request.url())) foreign.push(request.url())
    })
    page.on('console', message => {
      if (/content security policy|refused to/i.test(message.text())) violations.push(message.text())
    })
    page.on('pageerror', error => violations.push(String(error)))
    return { context, page, foreign, violations }
  }

  async function signIn(page: Page, address: string, name: string, scope: string) {
    await page.goto(address)
    await page.fill('[name=tenant]', tenant)
    await page.fill('[name=name]', name)
    await page.fill('[name=scope]', scope)
    await page.click('button')
  }

  const shoot = (page: Page, name: string) => page.screenshot({ path: `${ARTEFACTS}/${name}.png`, fullPage: true })

  /** Nothing may stick out to the side: people on a phone would not find it. */
  const overflow = (page: Page) =>
    page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')

  it('leads whoever is not signed in to the sign-in', async () => {
    const { page, context } = await opened()
    await page.goto(`${rig.url}/board/waiting`)
    expect(new URL(page.url()).pathname).toMatch(/^\/interaction\//)
    await shoot(page, 'not-signed-in')
    await context.close()
  })

  it('tells whoever signs in without ops that this account may not', async () => {
    const { page, context } = await opened()
    await signIn(page, `${rig.url}/board`, 'ann', 'openid')
    expect(await page.textContent('h1')).toBe('Not for this account')
    await shoot(page, 'without-ops')
    await context.close()
  })

  it('shows operators queues, what waits, and changes, and loads nothing from elsewhere', async () => {
    const { page, context, foreign, violations } = await opened()
    await signIn(page, `${rig.url}/board`, 'olga', 'openid ops')
    await page.getByText('No workers').first().waitFor()
    await shoot(page, 'queues')
    await page.goto(`${rig.url}/board/queue/campaign.learn`)
    await page.getByText('Metrics to learnings').first().waitFor()
    await shoot(page, 'queue')
    await look(page, 'waiting', '/board/waiting')
    expect(await page.textContent('main')).toContain('Approvals are missing')
    await page.getByRole('link', { name: 'A kill switch holds it' }).click()
    await page.getByText('a bad day').waitFor()
    await shoot(page, 'waiting-list')
    await change(page)
    await look(page, 'changes', '/board/changes')
    expect(await page.textContent('main')).toContain('olga (human)')
    expect({ foreign, violations }).toEqual({ foreign: [], violations: [] })
    signedIn = await context.storageState()
    await context.close()
  })

  it.each([
    ['a dark screen', { colorScheme: 'dark' }],
    ['a phone', { viewport: PHONE, isMobile: true }],
  ] as const)('is readable on %s', async (where, options) => {
    const name = where.split(' ')[1]
    const { page, context, violations } = await opened({ storageState: signedIn, ...options })
    await look(page, `waiting-${name}`, '/board/waiting')
    await look(page, `waiting-list-${name}`, `/board/waiting?tenant=${tenant}`)
    await look(page, `changes-${name}`, '/board/changes')
    await page.goto(`${rig.url}/board`)
    await page.getByText('No workers').first().waitFor()
    await shoot(page, `queues-${name}`)
    expect(violations).toEqual([])
    await context.close()
  })

  async function look(page: Page, name: string, path: string) {
    await page.goto(rig.url + path)
    expect(await page.locator('h1').count()).toBe(1)
    expect(await overflow(page)).toBe(0)
    await shoot(page, name)
  }

  /** As Bull Board itself does it, with the session's cookie and the page's origin. */
  async function change(page: Page) {
    const status = await page.evaluate(
      "fetch('/board/api/queues/campaign.learn/pause', { method: 'PUT' }).then(answer => answer.status)",
    )
    expect(status).toBe(200)
  }
})
