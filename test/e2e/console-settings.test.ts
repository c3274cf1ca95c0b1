// What an administrator does at the console, in Chromium on the whole system: the mapping of templates and every tab of the settings.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setUpTenant } from '#dev/tenant/set-up-tenant.ts'
import { startWorld, type World } from '#dev/world.ts'
import { HAS_CHROMIUM, launchBrowser, lookAt, signedIn, type Visitor } from '#test/support/console-browser.ts'
import { OWN_BACKING } from '#test/support/own-backing.ts'
import { startWebhookReceiver } from '#test/support/webhook-receiver.ts'

const TENANT = '550e8400-e29b-41d4-a716-446655440000'

describe.skipIf(!HAS_CHROMIUM)('an administrator in Chromium, skipped where that is not installed', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'mandate-console-settings-'))
  let world: World
  let browser: Browser
  let url: string
  let ann: Visitor
  let page: Page

  beforeAll(async () => {
    const env = { ...OWN_BACKING, CORE_SPEECH: 'length' }
    world = await startWorld({ dataDir, portBase: 'free', without: ['board'], env })
    url = world.endpoints().api?.url ?? ''
    const token = await world.token({ tenant: TENANT, sub: 'ann' })
    await setUpTenant({ apiUrl: url, token, docx: readFileSync('dev/skeleton/minutes.docx') })
    browser = await launchBrowser()
    ann = await signedIn(browser, url, { tenant: TENANT, name: 'ann' })
    page = ann.page
  }, 600_000)
  afterAll(async () => {
    await browser?.close()
    await world?.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }, 60_000)

  const go = (path: string) => page.goto(`${url}/console/${path}`)
  const press = (name: string | RegExp) => page.getByRole('button', { name }).click()
  const deliveredAfterReload = async () => {
    await page.reload()
    return page.getByText('Delivered').count()
  }
  const seen = (text: string | RegExp) => page.getByText(text).first().waitFor()

  it('maps by choosing, saves a version by its key, and compares it with the one before', async () => {
    await go('templates')
    await seen('In force: version 1')
    await page.locator('select').filter({ hasText: 'Heading 3' }).first().waitFor()
    await page.getByRole('combobox', { name: /VOTE/ }).first().selectOption({ label: 'Nowhere: text alone' })
    await seen('No intent fills it')
    await page.locator('h1').click()
    await page.keyboard.press('s')
    await seen('Version 2 is handed in.')
    await page.getByText('In force: version 2').first().waitFor({ timeout: 30_000 })
    await go('templates/versions')
    await press('Compare the two')
    await seen('1 difference')
    await lookAt(page, 'compare-light')
  })

  it('adds an account with a limit, and sees that it takes posts', async () => {
    await go('settings/accounts')
    await page.keyboard.press('a')
    await page.getByLabel('Platform').selectOption('MOCK')
    await page.getByLabel('Name').fill('roastery')
    await page.getByLabel('Kind').selectOption('user')
    await page.getByLabel('Where its credentials lie').fill('the password')
    await press('Add account')
    await seen(/must be env:NAME/)
    expect(await page.getByLabel('Name').inputValue()).toBe('roastery')
    await page.getByLabel('Where its credentials lie').fill('env:ROASTERY')
    await page.getByLabel('Posts').fill('5')
    await page.getByLabel('in any span of').first().fill('2')
    await press('Add account')
    await seen('Added. Its credentials are being checked.')
    await seen('0 of 5 posts in 2 days')
    await lookAt(page, 'account-added-light')
  })

  it('asks for two approvers from now on', async () => {
    await go('settings/policy')
    await page.locator('[name=approvers]').fill('2')
    await press('Save rules')
    await seen('Saved. What waits is judged by it when it is sent.')
    await go('settings/policy')
    expect(await page.locator('[name=approvers]').inputValue()).toBe('2')
  })

  it('engages a kill switch after a question, and releases it with a reason', async () => {
    await go('settings/kill-switches')
    await page.getByLabel('What to hold back').selectOption('tenant')
    await page.getByLabel('Reason').fill('a drill')
    await press('Engage…')
    await page.getByRole('button', { name: 'Engage now' }).waitFor()
    await lookAt(page, 'kill-switch-asked-light')
    await press('Engage now')
    await seen('A kill switch is engaged.')
    await page.getByRole('link', { name: /^Release/ }).click()
    await page.getByLabel('Why it may go on').fill('the drill is over')
    await press('Release')
    await seen('Released. What was held back goes on.')
  })

  it('limits what is transcribed', async () => {
    await go('settings/quota')
    await page.getByLabel('At most so many hours of audio:').check()
    await page.getByLabel('Hours', { exact: true }).fill('12.5')
    await press('Save')
    await seen('the limit is 12 h 30 min')
  })

  it('adds a webhook, sends a test, sees what became of it and sends it again', async () => {
    const receiver = await startWebhookReceiver()
    await go('settings/webhooks')
    await page.keyboard.press('a')
    await page.getByLabel('Address').fill(receiver.url)
    await page.getByLabel('Everything').check()
    await press('Add webhook')
    await seen('Webhook added')
    const secret = /whsec_[A-Za-z0-9+/=]+/.exec(await page.content())?.[0] ?? ''
    await lookAt(page, 'webhook-added-light')
    await go('settings/webhooks')
    await page
      .getByRole('link', { name: new RegExp(new URL(receiver.url).host) })
      .first()
      .click()
    // Keys are heard once the page that they are meant for stands.
    await page.waitForURL(/\/webhooks\/[0-9a-f-]{36}$/)
    await page.keyboard.press('t')
    await seen('The test is on its way')
    await expect.poll(() => receiver.verified(secret).length, { timeout: 20_000 }).toBe(1)
    await expect.poll(deliveredAfterReload, { timeout: 20_000 }).toBeGreaterThan(0)
    await page.getByRole('link', { name: 'webhook.test' }).first().click()
    await page.waitForURL(/\/deliveries\//)
    await lookAt(page, 'delivery-light')
    await press(/Send.*again/)
    await seen('On its way again.')
    await expect.poll(() => receiver.received.length, { timeout: 20_000 }).toBe(2)
    expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(1)
    await receiver.close()
  })

  it('finds who did it in the trails, verifies one, and exports all of them', async () => {
    await go('settings/audit')
    await page.getByLabel('What').fill('kill_switch.')
    await press('Search')
    await seen('kill_switch.engaged')
    await page
      .getByRole('link', { name: /^Verify [0-9a-f]{8}-/ })
      .first()
      .click()
    await seen('The trail holds.')
    await go('settings/audit/verify')
    expect(await page.getByRole('alert').count()).toBe(0)
    await go('settings/audit')
    await page.getByText('Export').click()
    const [download] = await Promise.all([page.waitForEvent('download'), press('JSON lines')])
    const lines = readFileSync(await download.path(), 'utf8')
      .trim()
      .split('\n')
    expect(lines.map(line => JSON.parse(line).action)).toContain('webhook.created')
  })

  it('nothing of it asked elsewhere or broke the policy of the pages', () => {
    expect(ann.faults).toEqual([])
  })
})
