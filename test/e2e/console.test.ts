// The console as people use it, on the whole system as `npm start` starts it. Pictures lie in `test/artefacts/console` afterwards.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setUpTenant } from '#dev/tenant/set-up-tenant.ts'
import { startWorld, type World } from '#dev/world.ts'
import { createMandate, type Mandate, wavChunks } from '#sdk/index.ts'
import { HAS_CHROMIUM, LOOKS, launchBrowser, lookAt, signedIn } from '#test/support/console-browser.ts'
import { meetingWav } from '#test/support/meeting-wav.ts'
import { OWN_BACKING } from '#test/support/own-backing.ts'

/** One page of each kind: what they are made of is the same on the others. */
const EVERY_LOOK = new Set(['inbox', 'action', 'campaigns', 'campaign', 'session', 'templates', 'webhooks'])
const TENANT = '550e8400-e29b-41d4-a716-446655440000'

describe.skipIf(!HAS_CHROMIUM)('the console in Chromium, skipped where that is not installed', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'mandate-console-e2e-'))
  let world: World
  let browser: Browser
  let url: string
  /** Ann proposes; what she may not do is decide on it. */
  let ann: Mandate

  beforeAll(async () => {
    const env = {
      ...OWN_BACKING,
      CORE_SPEECH: 'length',
      RECONCILE_QUIET_MS: '1000',
    }
    world = await startWorld({ dataDir, portBase: 'free', without: ['board'], env })
    url = world.endpoints().api?.url ?? ''
    const token = await world.token({ tenant: TENANT, sub: 'ann' })
    ann = createMandate({ url, token })
    await setUpTenant({ apiUrl: url, token, docx: readFileSync('dev/skeleton/minutes.docx') })
    browser = await launchBrowser()
  }, 600_000)
  afterAll(async () => {
    await browser?.close()
    await world?.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }, 60_000)

  const person = (name: string, look?: keyof typeof LOOKS) =>
    signedIn(browser, url, { tenant: TENANT, name, ...(look && { look }) })
  const propose = (text: string) =>
    ann.actions.propose({
      ...{ platform: 'MOCK', account: 'demo', governance_hash: 'policy-1', execution: 'on_approval' },
      payload: { content_text: text },
    })
  const cardOf = (page: Page, text: string) => page.locator('[data-item]').filter({ hasText: text })

  it('shows a post, takes the approval by keyboard, and the post is out', async () => {
    const { action_id } = await propose('Cold brew for the long way up')
    const { page, context, faults } = await person('ben')
    expect(new URL(page.url()).pathname).toBe('/console/inbox')
    await cardOf(page, 'Cold brew for the long way up').waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('a')
    const done = await ann.actions.waitFor(action_id, { timeoutMs: 60_000 })
    expect(done).toMatchObject({ status: 'COMPLETED', approvals: [{ sub: 'ben', digest: done.digest }] })
    await page.goto(`${url}/console/inbox/${action_id}`)
    await page.getByText('Completed').first().waitFor()
    expect(faults).toEqual([])
    await context.close()
  })

  it('lets one of two win who decide at once, and tells the other', async () => {
    const { action_id } = await propose('Decided by two at once')
    const [ben, cho] = await Promise.all([person('ben'), person('cho')])
    await Promise.all([ben, cho].map(({ page }) => cardOf(page, 'Decided by two at once').waitFor()))
    await Promise.all(
      [ben, cho].map(({ page }) =>
        cardOf(page, 'Decided by two at once')
          .getByRole('button', { name: /Approve/ })
          .click(),
      ),
    )
    const done = await ann.actions.waitFor(action_id, { timeoutMs: 60_000 })
    expect(done.status).toBe('COMPLETED')
    expect(done.approvals).toHaveLength(1)
    const winner = done.approvals[0]?.sub
    const told = winner === 'ben' ? cho : ben
    await told.page
      .getByText(/already|no longer|meanwhile|changed/i)
      .first()
      .waitFor()
    for (const { context, faults } of [ben, cho]) {
      expect(faults).toEqual([])
      await context.close()
    }
  })

  it('shows what a platform was asked and answered where nobody knows, and takes the honest answer of a person', async () => {
    const platform = `${world.endpoints().emulators?.url}/x/_emulator`
    // It takes the post, breaks off, and finds it nowhere afterwards.
    for (const fault of [{ fault: 'commit_then_drop' }, { fault: 'hide_from_search', seconds: 36_000 }]) {
      const headers = { 'content-type': 'application/json' }
      await fetch(`${platform}/faults`, { method: 'POST', headers, body: JSON.stringify({ ...fault, times: 1 }) })
    }
    const { action_id, digest = '' } = await ann.actions.propose({
      ...{ platform: 'TWITTER', account: 'acme', governance_hash: 'policy-1', execution: 'on_approval' },
      payload: { content_text: 'Lost on its way' },
    })
    const ben = createMandate({ url, token: await world.token({ tenant: TENANT, sub: 'ben' }) })
    await ben.actions.approve(action_id, { digest })
    await ann.actions.waitFor(action_id, { until: ({ needs_human }) => needs_human, timeoutMs: 120_000 })
    const { page, context, faults } = await person('ben')
    await cardOf(page, 'Lost on its way').waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('t')
    await page.getByText('Nothing came back.').waitFor()
    await page.getByText(/times, .* to .*did not find it/).waitFor()
    await lookAt(page, 'outcome-unknown-light')
    const { data } = (await (await fetch(`${platform}/published`)).json()) as { data: { id: string; text: string }[] }
    await page.getByLabel('Id of the post on the platform').fill(data[0]?.id ?? '')
    await page.getByLabel('How do you know?').first().fill('I see it on the account')
    await page.getByRole('button', { name: 'It was published' }).click()
    await page.getByText(/Your answer/).waitFor()
    const done = await ann.actions.waitFor(action_id, {
      until: ({ status }) => status === 'COMPLETED',
      timeoutMs: 60_000,
    })
    expect(done).toMatchObject({ status: 'COMPLETED', platform_ref_id: data[0]?.id })
    expect(faults).toEqual([])
    await context.close()
  })

  it('runs a campaign from its form to the posts that wait, live', async () => {
    const { page, context, faults } = await person('ann')
    await page.goto(`${url}/console/campaigns/new`)
    await page.getByLabel(/Objective/).fill('Sell cold brew to hikers')
    await page.getByLabel(/start/i).first().check()
    await page
      .getByRole('button', { name: /create|start/i })
      .first()
      .click()
    await page.waitForURL(/\/console\/campaigns\/[0-9a-f-]{36}/)
    await page.getByText('Waiting approval').first().waitFor({ timeout: 60_000 })
    expect(faults).toEqual([])
    await context.close()
  })

  /** @returns how much of it there is to be heard, in seconds */
  const audible = (page: Page, selector: string): Promise<number> =>
    page.evaluate(`new Promise((resolve, reject) => {
      const audio = document.querySelector(${JSON.stringify(selector)})
      audio.onloadedmetadata = () => resolve(audio.duration)
      audio.onerror = () => reject(new Error(audio.error.message))
      audio.load()
    })`)

  it('follows a meeting while the AI behind it is away: a person writes down what was said, seals with a piece missing, corrects', async () => {
    const { page, context, faults } = await person('ann')
    await page.goto(`${url}/console/sessions/new`)
    await page.getByLabel('Title').fill('Board of the roastery')
    await page.getByRole('button', { name: 'Start', exact: true }).click()
    await page.waitForURL(/sessions\/[0-9a-f-]{36}/)
    await world.halt('core')
    const [session] = await ann.sessions.list().toArray(1)
    const began = Date.now() - 60_000
    for (const { sequenceId, offsetMs, bytes } of wavChunks(await meetingWav()))
      if (sequenceId !== 2)
        await ann.sessions.append(session?.session_id ?? '', {
          ...{ sequenceId, bytes, contentType: 'audio/wav', startedAt: new Date(began + offsetMs) },
        })
    await page.getByText('Missing pieces: 1').waitFor()
    const first = page.locator('#block-1')
    await first.getByText('To be listened to').waitFor({ timeout: 60_000 })
    expect(await audible(page, '#block-1 audio')).toBeGreaterThan(4)

    await first.getByRole('link', { name: 'Write what was said' }).click()
    await page.getByRole('textbox', { name: 'What was said' }).fill('We buy the second roaster.')
    await page.getByRole('button', { name: 'Keep it' }).click()
    await first.getByText('We buy the second roaster.').waitFor()
    await first.getByRole('link', { name: 'Who spoke from here' }).click()
    await page.locator('dialog[open]').getByLabel('Who speaks').fill('Ana Ruiz')
    await page.locator('dialog[open]').getByRole('button', { name: 'Say so' }).click()
    await first.getByText('Ana Ruiz').waitFor()

    await page.getByText('Add a picture').click()
    await page.locator('#asset-file').setInputFiles('dev/demo/meeting/chart.png')
    await page.getByLabel('Caption').fill('The roaster on the board')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.locator('#assets img[alt="The roaster on the board"]').waitFor({ timeout: 60_000 })
    await lookAt(page, 'session-recording-light')

    await world.resume('core')
    await page.getByRole('link', { name: 'Finalize', exact: true }).click()
    const dialog = page.locator('dialog[open]')
    await dialog.getByText('Missing: 1 piece').waitFor()
    await dialog.getByRole('button', { name: 'Finalize', exact: true }).click()
    await page.getByText('Finalized').first().waitFor({ timeout: 120_000 })
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page
        .getByRole('link', { name: /Download/ })
        .first()
        .click(),
    ])
    const { 'word/document.xml': xml } = unzipSync(new Uint8Array(readFileSync(await download.path())))
    const document = strFromU8(xml ?? new Uint8Array())
    for (const text of ['Ana Ruiz', 'We buy the second roaster.', '[audio missing', 'The roaster on the board'])
      expect(document).toContain(text)
    const sealedAt = page.url()
    await page.getByRole('button', { name: 'Correct in a new version' }).click()
    await page.waitForURL(at => at.href !== sealedAt)
    await page.getByText('Version 2 · Europe/Madrid').waitFor()
    await page.getByText('We buy the second roaster.').waitFor()
    expect(faults).toEqual([])
    await context.close()
  })

  it('records with the microphone of the browser, and loses nothing while the API is away', async () => {
    const { session_id } = await ann.sessions.start({ client_timezone: 'Europe/Madrid', title: 'By microphone' })
    const { page, context, faults } = await person('ann')
    await page.goto(`${url}/console/sessions/${session_id}`)
    await page.getByRole('button', { name: 'Start the microphone' }).click()
    await page.getByText('Piece 1 is in the session.').waitFor()
    await world.halt('api')
    await page.getByText('Piece 2 is not taken yet; it is sent again.').waitFor()
    await world.resume('api')
    await page.getByRole('button', { name: 'Stop' }).click()
    await page.locator('[data-record-says]').getByText('Stopped.', { exact: true }).waitFor()
    const { received, gaps } = await ann.sessions.get(session_id)
    expect(received).toEqual([[1, expect.any(Number)]])
    expect(received[0]?.[1]).toBeGreaterThan(2)
    expect(gaps).toEqual([])
    // The page has found its way back by itself.
    await page.locator(`#block-${received[0]?.[1]}`).waitFor()
    expect(faults).toEqual([])
    await context.close()
  })

  it.each(Object.keys(LOOKS) as (keyof typeof LOOKS)[])(
    'reads well, and has nothing that axe objects to: %s',
    async look => {
      const { page, context, faults } = await person('ann', look)
      await propose(`Waits for somebody, with "quotes" & <signs>: ${look}`)
      const [campaign] = await ann.campaigns.list().toArray(1)
      const [session] = await ann.sessions.list().toArray(1)
      const [action] = await ann.actions.list({ status: 'PENDING_APPROVAL' }).toArray(1)
      const pages = {
        ...{ inbox: 'inbox?view=all', action: `inbox/${action?.action_id}` },
        ...{ campaigns: 'campaigns', campaign: `campaigns/${campaign?.campaign_id}` },
        ...{ 'new-campaign': 'campaigns/new', batch: 'campaigns/batch' },
        ...{ sessions: 'sessions', session: `sessions/${session?.session_id}`, 'new-session': 'sessions/new' },
        ...{ templates: 'templates', skeletons: 'templates/skeletons', versions: 'templates/versions' },
        ...{ accounts: 'settings/accounts', policy: 'settings/policy', 'kill-switches': 'settings/kill-switches' },
        ...{ quota: 'settings/quota', webhooks: 'settings/webhooks', audit: 'settings/audit' },
      }
      for (const [name, path] of Object.entries(pages).filter(([name]) => look === 'light' || EVERY_LOOK.has(name))) {
        const answer = await page.goto(`${url}/console/${path}`)
        expect([name, answer?.status()]).toEqual([name, 200])
        await lookAt(page, `${name}-${look}`)
      }
      expect(faults).toEqual([])
      await context.close()
      // As whoever may decide sees it.
      const decider = await person('ben', look)
      await decider.page.locator('[data-approves]').first().waitFor()
      await lookAt(decider.page, `deciding-${look}`)
      expect(decider.faults).toEqual([])
      await decider.context.close()
    },
    240_000,
  )

  it('is left by keyboard, and then nothing of it is to be had', async () => {
    const { page, context } = await person('dan')
    await page.locator('details.person summary').focus()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Sign out everywhere' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Yes' }).click()
    await page.getByRole('heading', { name: 'Signed out' }).waitFor()
    await page.goto(`${url}/console/inbox`)
    expect(new URL(page.url()).pathname).toMatch(/^\/interaction\//)
    await context.close()
  })
})
