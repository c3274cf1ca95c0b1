// A sign-in that ends while a page stands, and goes on beside it.
import { show } from './dialogs.js'
import { say } from './notices.js'

document.addEventListener('signed-out', () => show(document.getElementById('signed-out')))

// A live part that is not drawn any more is said once, until its line holds again; it is tried again by itself.
let lineSaid
document.addEventListener('htmx:sse:error', ({ detail }) => {
  const what = detail?.status === 401 ? 'signed-out' : 'down'
  if (lineSaid === what) return
  lineSaid = what
  if (what === 'signed-out') document.dispatchEvent(new CustomEvent('signed-out'))
  else say('The line to the console is down: this page does not change by itself until it is back.')
})
document.addEventListener('htmx:sse:after:connection', () => {
  lineSaid = undefined
})

// Whoever signs in again in another tab goes on here: the page learns the token that its forms must carry from now on.
const tabs = new BroadcastChannel('mandate-console')
tabs.onmessage = ({ data }) => takeToken(data)

/** Of the same person alone: what stands on a page was meant by who it names. */
function takeToken({ csrf, of }) {
  const { body } = document
  if (of === undefined || of !== body.dataset.of) return
  body.dataset.csrf = csrf
  body.setAttribute('hx-headers:inherited', JSON.stringify({ 'X-CSRF-Token': csrf }))
  for (const field of document.querySelectorAll('input[name=_csrf]')) field.value = csrf
  document.getElementById('signed-out')?.close()
  lineSaid = undefined
  document.dispatchEvent(new CustomEvent('signed-in'))
}

// The server does not know this page's token any more: another stands in whatever page is loaded now.
document.addEventListener('stale-page', async () => {
  try {
    const answer = await fetch('/console/done', { headers: { 'hx-request': 'true' } })
    if (!answer.ok) return
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-csrf]')
    if (fresh !== null) takeToken(fresh.dataset)
  } catch {
    // Away just now: what was refused says so, and asks again when it is tried again.
  }
})

// Only what has just come from the server: a page that stood while another signed in would tell its old token.
for (const { dataset } of document.querySelectorAll('[data-csrf]'))
  tabs.postMessage({ csrf: dataset.csrf, of: dataset.of })

// The mark of a sign-in that was renewed on the way here is nobody's to keep.
if (new URLSearchParams(location.search).has('renewed')) {
  const clean = new URL(location.href)
  clean.searchParams.delete('renewed')
  history.replaceState(history.state, '', clean)
}
