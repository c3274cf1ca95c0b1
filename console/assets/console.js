// What the pages do in the browser beside htmx: keys, dialogs, times, notices. Everything works without it but keys and live parts.

const typing = target => target.closest('input, textarea, select, [contenteditable]') !== null
const openDialog = () => document.querySelector('dialog[open]')

/** `data-key` names the key that presses a control, inside a `data-item` only while that one is chosen. */
function controlOf(key) {
  const dialog = openDialog()
  const root = dialog ?? document
  const all = [...root.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].filter(control => !control.disabled)
  const chosen = document.querySelector('[data-item][aria-current="true"]')
  return all.find(control => chosen?.contains(control)) ?? all.find(control => control.closest('[data-item]') === null)
}

let going = false
let settledAt = 0

document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
  if (typing(event.target)) {
    if (event.key === 'Escape') event.target.blur()
    return
  }
  if (event.key === '?') return show(document.getElementById('shortcuts'), event)
  if (openDialog() === null) {
    if (going) {
      going = false
      const link = document.querySelector(`[data-go="${CSS.escape(event.key)}"]`)
      if (link !== null) return press(link, event)
    }
    if (event.key === 'g') {
      going = true
      setTimeout(() => {
        going = false
      }, 1500)
      return
    }
    if (event.key === 'j' || event.key === 'k') return move(event.key === 'j' ? 1 : -1, event)
  }
  const control = controlOf(event.key)
  if (control === undefined) return
  // A key held, or pressed twice, must not decide on what was chosen only just now, by itself.
  if (event.repeat || (control.closest('[data-item]') !== null && performance.now() < settledAt))
    return event.preventDefault()
  press(control, event)
})

function press(control, event) {
  event.preventDefault()
  if (control.matches('input:not([type=checkbox], [type=radio]), textarea, select')) control.focus()
  else control.click()
}

/** `data-item` elements are gone through with j and k; the chosen one has the focus and is marked. */
function move(by, event) {
  const items = [...document.querySelectorAll('[data-item]')]
  if (items.length === 0) return
  event.preventDefault()
  const at = items.findIndex(item => item.getAttribute('aria-current') === 'true')
  choose(items[Math.min(items.length - 1, Math.max(0, at + by))], items)
}

function choose(item, items = document.querySelectorAll('[data-item]')) {
  for (const other of items) if (other !== item) other.removeAttribute('aria-current')
  item.setAttribute('aria-current', 'true')
  const focused = item.querySelector('[data-focus]') ?? item
  focused.focus({ preventScroll: true })
  item.scrollIntoView({ block: 'nearest' })
}

document.addEventListener('focusin', event => {
  const item = event.target.closest('[data-item]')
  if (item !== null && item.getAttribute('aria-current') !== 'true') {
    for (const other of document.querySelectorAll('[data-item]')) other.removeAttribute('aria-current')
    item.setAttribute('aria-current', 'true')
  }
})

// data-opens="id" opens a dialog; what is wrong in it is said in it, and it stays open.
document.addEventListener('click', event => {
  const opener = event.target.closest('[data-opens]')
  if (opener !== null) return show(document.getElementById(opener.dataset.opens), event)
  const closer = event.target.closest('[data-closes]')
  const around = closer?.closest('dialog')
  if (around) {
    // A link that leads back where there is no dialog.
    if (closer.matches('a')) event.preventDefault()
    around.close()
  }
  const menu = document.querySelector('details.person[open]')
  if (menu !== null && !menu.contains(event.target)) menu.open = false
})

function show(dialog, event) {
  event?.preventDefault()
  if (dialog === null || dialog.open) return
  if (dialog.id === 'shortcuts') listShortcuts(dialog)
  dialog.showModal()
}

function listShortcuts(dialog) {
  const list = dialog.querySelector('#shortcut-list')
  const rows = [['?', 'This list']]
  for (const link of document.querySelectorAll('[data-go]'))
    rows.push([`g ${link.dataset.go}`, `Go to ${link.textContent}`])
  if (document.querySelector('[data-item]') !== null) rows.push(['j, k', 'Next, previous'])
  const seen = new Set()
  for (const control of document.querySelectorAll('[data-key]')) {
    if (control.closest('dialog') !== null || seen.has(control.dataset.key)) continue
    seen.add(control.dataset.key)
    rows.push([control.dataset.key, control.getAttribute('aria-label') ?? textOf(control)])
  }
  list.replaceChildren(
    ...rows.flatMap(([key, what]) => {
      const term = document.createElement('dt')
      const kbd = document.createElement('kbd')
      kbd.textContent = key
      term.append(kbd)
      const meaning = document.createElement('dd')
      meaning.textContent = what
      return [term, meaning]
    }),
  )
}

/** What a control is called, without the key that stands in it. */
function textOf(control) {
  const copy = control.cloneNode(true)
  for (const key of copy.querySelectorAll('kbd')) key.remove()
  return copy.textContent.trim()
}

// Times are written in UTC by the server and shown in the reader's own zone; the whole stands in the title.
const DAY = { day: 'numeric', month: 'short' }
const CLOCK = { hour: '2-digit', minute: '2-digit', second: '2-digit' }
function showTimes(root) {
  for (const time of root.querySelectorAll('time[datetime]:not([data-shown])')) {
    const at = new Date(time.dateTime)
    const today = at.toDateString() === new Date().toDateString()
    // Who decides by it must not take it for another zone's.
    const zone = time.dataset.zoned === undefined ? {} : { timeZoneName: 'short' }
    time.textContent = at.toLocaleString(undefined, today ? { ...CLOCK, ...zone } : { ...DAY, ...CLOCK, ...zone })
    time.title = `${at.toLocaleString()} (${time.dateTime})`
    time.dataset.shown = ''
  }
}

// How long it is until a moment, told anew while the page stands.
function showCountdowns(root) {
  for (const until of root.querySelectorAll('[data-until]')) {
    const s = Math.round((new Date(until.dataset.until) - Date.now()) / 1000)
    const [d, h, min] = [Math.floor(s / 86400), Math.floor((s % 86400) / 3600), Math.floor((s % 3600) / 60)]
    const left = d > 0 ? `${d} d ${h} h` : h > 0 ? `${h} h ${min} min` : min > 0 ? `${min} min` : `${s} s`
    until.textContent = s < 0 ? 'over' : `${left} left`
  }
}
setInterval(() => showCountdowns(document), 20_000)

// What was decided is an item no longer: the one that took its place is chosen next, and a dialog that asked for it closes.
function afterDecision(root) {
  const decided = root.querySelectorAll('[data-decided]:not([data-seen])')
  if (decided.length === 0) return
  for (const item of decided) item.dataset.seen = ''
  openDialog()?.close()
  const items = [...document.querySelectorAll('[data-item]')]
  const last = decided[decided.length - 1]
  const next = items.find(item => last.compareDocumentPosition(item) & Node.DOCUMENT_POSITION_FOLLOWING) ?? items.at(-1)
  if (next === undefined) return
  choose(next, items)
  settledAt = performance.now() + 400
}

// What is drawn anew under the focus stays chosen.
function keepChosen() {
  const item = document.activeElement?.closest('[data-item]') ?? null
  if (item !== null && document.querySelector('[data-item][aria-current="true"]') === null)
    item.setAttribute('aria-current', 'true')
}

// `data-filled`: a dialog that opens once something was put into it. `data-when-idle`: pressed by itself while nobody is in the midst of something.
function afterFilling(target) {
  if (target?.matches?.('dialog[data-filled]') && target.childElementCount > 0) {
    show(target)
    target.querySelector('[autofocus]')?.focus()
  }
  const idle = document.querySelector('[data-when-idle]')
  if (idle !== null && !isReading()) idle.click()
}

// Whoever reads with the mouse may be about to click: nothing moves under it while they do something, nor soon after.
const AWAY_MS = 30_000
let touchedAt = performance.now()
for (const sign of ['pointermove', 'pointerdown', 'keydown', 'wheel', 'scroll', 'focus'])
  addEventListener(
    sign,
    () => {
      touchedAt = performance.now()
    },
    { capture: true, passive: true },
  )

function isReading() {
  const busy = document.querySelector('[data-item][aria-current="true"], [data-item] :checked, dialog[open]')
  if (busy !== null || scrollY >= 80 || typing(document.activeElement)) return true
  if (document.querySelector('[data-item]') === null || document.hidden) return false
  return performance.now() - touchedAt < AWAY_MS
}

// `data-approves`: not by a click that was meant for what stood there just before the list was drawn anew.
function settle(target) {
  if (target?.matches?.('[data-item], :has([data-item])')) settledAt = performance.now() + 400
}
addEventListener(
  'click',
  event => {
    if (performance.now() >= settledAt || event.target.closest?.('[data-approves]') == null) return
    event.preventDefault()
    event.stopPropagation()
    say('The list moved just now, so nothing was done. Look once more.')
  },
  { capture: true },
)

// A form of which the person has changed something is not lost by a slip.
let changed = false
document.addEventListener('input', event => {
  if (event.target.closest('form[data-guard]') !== null) changed = true
})
document.addEventListener('submit', () => {
  changed = false
})
addEventListener('beforeunload', event => {
  if (changed) event.preventDefault()
})

// Said by the server with `HX-Trigger: {"notice": "…"}`, or by a page that was led here.
document.addEventListener('notice', event => say(event.detail?.value ?? event.detail))
function say(text) {
  const notice = document.createElement('p')
  notice.className = 'toast'
  notice.textContent = typeof text === 'string' ? text : text?.text
  document.getElementById('notices')?.append(notice)
  setTimeout(() => notice.remove(), 6000)
}

// data-copies="id": a field or a text into the clipboard; where that is not to be had, it stands chosen.
document.addEventListener('click', async event => {
  const field = document.getElementById(event.target.closest('[data-copies]')?.dataset.copies)
  if (field === null) return
  if ('select' in field) field.select()
  else getSelection().selectAllChildren(field)
  try {
    await navigator.clipboard.writeText(field.value ?? field.textContent)
    say('Copied.')
  } catch {
    say('Press Ctrl+C to copy it.') // the browser allows no page to copy here
  }
})

// A form in a dialog is done with: `HX-Trigger: {"closes": "id"}`.
document.addEventListener('closes', event => document.getElementById(event.detail?.value ?? event.detail)?.close())

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

function ready(root) {
  showTimes(root)
  showCountdowns(root)
  // A part drawn anew forgets which item was chosen; the focus does not.
  document.activeElement?.closest('[data-item]')?.setAttribute('aria-current', 'true')
  const wrong = root.querySelector('[aria-invalid=true]')
  if (wrong !== null) wrong.focus()
}

ready(document)
document.addEventListener('htmx:after:swap', event => {
  ready(document)
  keepChosen()
  settle(event.detail?.ctx?.target ?? event.target)
  afterDecision(document)
  afterFilling(event.detail?.ctx?.target ?? event.target)
})
document.addEventListener('htmx:error', event => {
  if (event.detail?.error?.name !== 'AbortError') say('The console is not reachable just now. Nothing was done.')
})
