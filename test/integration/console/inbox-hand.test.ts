// The list under a person's hand, in a real browser: it does not move while they read, and takes no click meant for what stood there before.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { ActionResource } from '#contracts/action.ts'
import { HAS_CHROMIUM, launchBrowser, signedIn } from '#test/support/console-browser.ts'
import { type ConsoleRig, openConsoleRig } from '#test/support/console-rig.ts'

const TENANT = '550e8400-e29b-41d4-a716-446655440000'

describe.skipIf(!HAS_CHROMIUM)('the list under a hand, skipped where Chromium is not installed', () => {
  let rig: ConsoleRig
  let browser: Browser
  let proposer: string

  beforeAll(async () => {
    rig = await openConsoleRig(TENANT)
    proposer = await rig.tokenOf('pia')
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await rig?.close()
  })

  let texts = 0
  async function propose(account: string): Promise<ActionResource> {
    const payload = { content_text: `Come on Friday ${texts++}` }
    const body = { platform: 'MOCK', account, governance_hash: 'policy', payload }
    const answer = await rig.api.call('POST', '/api/v1/actions', { as: proposer, body })
    expect(answer.status).toBe(201)
    return answer.body
  }
  /** The page's clock is the test's; what is drawn anew and what is decided is counted. */
  async function reads(account: string) {
    const { page, context, faults } = await signedIn(browser, rig.url, { tenant: TENANT, name: 'ann' })
    await page.clock.install()
    await page.goto(`${rig.url}/console/inbox?account=${account}`)
    const asked = { news: 0, lists: 0, approvals: 0 }
    page.on('response', response => {
      const { pathname } = new URL(response.url())
      if (pathname === '/console/inbox/news') asked.news += 1
      if (pathname === '/console/inbox/list') asked.lists += 1
    })
    page.on('request', request => {
      if (request.url().endsWith('/approve')) asked.approvals += 1
    })
    return { page, context, faults, asked }
  }
  /** The next look for what is new has come and is on the page. */
  async function nextNews(page: Page, asked: { news: number }) {
    const before = asked.news
    await page.clock.fastForward(5000)
    await vi.waitFor(() => expect(asked.news).toBeGreaterThan(before), 5000)
    await page.locator('.news-line').waitFor({ state: 'attached' })
  }
  const cards = (page: Page) => page.locator('[data-item]').count()

  it('says what is new and leaves the list as it is while the mouse was just used, and draws it once nobody is there', async () => {
    await propose('moves')
    const { page, context, faults, asked } = await reads('moves')
    await page.mouse.move(400, 400)
    await propose('moves')
    await nextNews(page, asked)
    await page.mouse.move(410, 410)
    await nextNews(page, asked)
    await nextNews(page, asked)
    expect(asked.lists).toBe(0)
    expect(await cards(page)).toBe(1)
    await page.clock.fastForward(30_000)
    await vi.waitFor(async () => expect(await cards(page)).toBe(2), 5000)
    expect(faults).toEqual([])
    await context.close()
  })

  it('draws what comes at once where no card stands', async () => {
    const { page, context, asked } = await reads('empty')
    await page.mouse.move(400, 400)
    await propose('empty')
    const before = asked.lists
    await page.clock.fastForward(5000)
    await vi.waitFor(async () => expect(await cards(page)).toBe(1), 5000)
    expect(asked.lists).toBe(before + 1)
    await context.close()
  })

  it('takes no click on Approve just after it was drawn anew, and says so', async () => {
    await propose('settles')
    const { page, context, faults, asked } = await reads('settles')
    await propose('settles')
    await nextNews(page, asked)
    // As a click under way lands: at once after the cards have moved.
    await page.evaluate(`document.addEventListener('htmx:after:swap', ({ detail }) => {
      if (detail.ctx.target.id === 'waiting') document.querySelector('[data-item] [data-approves]').click()
    })`)
    await page.locator('[data-when-idle]').click()
    await page.getByText('The list moved just now').waitFor()
    expect(await cards(page)).toBe(2)
    expect(asked.approvals).toBe(0)
    await page.clock.fastForward(400)
    await page.locator('[data-item] [data-approves]').first().click()
    await vi.waitFor(async () => expect(await cards(page)).toBe(1), 5000)
    expect(asked.approvals).toBe(1)
    expect(faults).toEqual([])
    await context.close()
  })

  it('copies a text as well as a field, and says so once, on pages with a script of their own too', async () => {
    const { page, context, faults } = await signedIn(browser, rig.url, { tenant: TENANT, name: 'ann' })
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.goto(`${rig.url}/console/sessions`)
    await page.evaluate(`document.querySelector('main').insertAdjacentHTML('beforeend',
      '<code id="text">3f9a</code><button data-copies="text">Copy text</button><input id="input" value="whsec"><button data-copies="input">Copy input</button>')`)
    for (const [name, copied] of Object.entries({ text: '3f9a', input: 'whsec' })) {
      await page.getByRole('button', { name: `Copy ${name}` }).click()
      await vi.waitFor(async () => expect(await page.evaluate('navigator.clipboard.readText()')).toBe(copied), 5000)
    }
    await vi.waitFor(async () => expect(await page.locator('.toast').count()).toBe(2), 5000)
    expect(faults).toEqual([])
    await context.close()
  })
})
