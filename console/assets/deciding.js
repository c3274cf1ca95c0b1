// A list in which somebody decides: what was decided leaves it, and nothing moves under a hand.
import { show } from './dialogs.js'
import { choose, openDialog, typing } from './items.js'
import { say } from './notices.js'

/** Until then, keys and clicks on what has only just come decide nothing. */
let settledAt = 0
export const isSettling = () => performance.now() < settledAt

// What was decided is an item no longer: the one that took its place is chosen next, and a dialog that asked for it closes.
export function afterDecision(root) {
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

// `data-filled`: a dialog that opens once something was put into it. `data-when-idle`: pressed by itself while nobody is in the midst of something.
export function afterFilling(target) {
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
export function settle(target) {
  if (target?.matches?.('[data-item], :has([data-item])')) settledAt = performance.now() + 400
}
addEventListener(
  'click',
  event => {
    if (!isSettling() || event.target.closest?.('[data-approves]') == null) return
    event.preventDefault()
    event.stopPropagation()
    say('The list moved just now, so nothing was done. Look once more.')
  },
  { capture: true },
)
