// What is gone through item by item: which one is chosen, and whether somebody is in the midst of something.

export const typing = target => target.closest('input, textarea, select, [contenteditable]') !== null
export const openDialog = () => document.querySelector('dialog[open]')

/** `data-item` elements are gone through with j and k; the chosen one has the focus and is marked. */
export function move(by, event) {
  const items = [...document.querySelectorAll('[data-item]')]
  if (items.length === 0) return
  event.preventDefault()
  const at = items.findIndex(item => item.getAttribute('aria-current') === 'true')
  choose(items[Math.min(items.length - 1, Math.max(0, at + by))], items)
}

export function choose(item, items = document.querySelectorAll('[data-item]')) {
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

// What is drawn anew under the focus stays chosen.
export function keepChosen() {
  const item = document.activeElement?.closest('[data-item]') ?? null
  if (item !== null && document.querySelector('[data-item][aria-current="true"]') === null)
    item.setAttribute('aria-current', 'true')
}
