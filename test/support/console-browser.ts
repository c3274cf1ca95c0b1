// People at the console in a real browser: what it wanted from elsewhere or was kept from, what axe finds, how it looks.
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type AxeCore from 'axe-core'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { expect } from 'vitest'

export const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'
export const HAS_CHROMIUM = existsSync(CHROMIUM)
const WIDE = { width: 1280, height: 900 }
const PHONE = { width: 390, height: 844 }
const ARTEFACTS = 'test/artefacts/console'
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
/** WCAG 2.2 AA and what it builds on. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

export const LOOKS = {
  light: { viewport: WIDE, colorScheme: 'light' },
  dark: { viewport: WIDE, colorScheme: 'dark' },
  phone: { viewport: PHONE, colorScheme: 'light', isMobile: true, hasTouch: true },
} as const

export interface Visitor {
  context: BrowserContext
  page: Page
  /** Requests to elsewhere, what the policy refused, errors of scripts: none are expected. */
  faults: string[]
}

export function launchBrowser(): Promise<Browser> {
  mkdirSync(ARTEFACTS, { recursive: true })
  // A microphone that beeps once a second, and that nobody is asked about.
  const microphone = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']
  return chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', ...microphone] })
}

/** Somebody who has signed in at the identity provider. @param url of the API */
export async function signedIn(
  browser: Browser,
  url: string,
  { tenant, name, look = 'light' }: { tenant: string; name: string; look?: keyof typeof LOOKS },
): Promise<Visitor> {
  const context = await browser.newContext({ ...LOOKS[look], timezoneId: 'Europe/Madrid' })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('request', request => {
    if (!/^(data:|blob:|http:\/\/127\.0\.0\.1:)/.test(request.url())) faults.push(`asked elsewhere: ${request.url()}`)
  })
  page.on('console', message => {
    if (/content security policy|refused to/i.test(message.text())) faults.push(message.text())
  })
  page.on('pageerror', error => faults.push(String(error)))
  await page.goto(`${url}/console`)
  await page.fill('[name=tenant]', tenant)
  await page.fill('[name=name]', name)
  await page.click('button')
  await page.waitForURL(/\/console\//)
  return { context, page, faults }
}

/** Looks at the page as it stands: one heading, nothing sticks out to the side, axe finds nothing; a picture of it is kept. */
export async function lookAt(page: Page, name: string): Promise<void> {
  expect(await page.locator('h1').count(), name).toBe(1)
  const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
  expect(await page.evaluate(overflow), `${name} sticks out`).toBe(0)
  const squeezed = `[...document.querySelectorAll('button, .button, nav a')].filter(one => one.getBoundingClientRect().height > 90).map(one => one.textContent)`
  expect(await page.evaluate(squeezed), `${name} has what is squeezed into a column`).toEqual([])
  // Where nothing lies under the bar that stays at the top.
  await page.evaluate('scrollTo(0, 0)')
  // Else it puts a style into each field, which the policy would rightly refuse.
  await page.screenshot({ path: `${ARTEFACTS}/${name}.png`, fullPage: true, caret: 'initial' })
  await page.evaluate(AXE)
  const found = (await page.evaluate(`axe.run(document, { runOnly: ${JSON.stringify(TAGS)} })`)) as AxeCore.AxeResults
  const violations = found.violations.map(({ id, impact, nodes }) => ({
    id,
    impact,
    at: nodes.map(({ target }) => target),
  }))
  expect(violations, name).toEqual([])
}
