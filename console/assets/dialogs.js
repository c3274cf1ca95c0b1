// Dialogs: opened by controls, by keys, by what was put into them; the list of keys among them.

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

export function show(dialog, event) {
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

// A form in a dialog is done with: `HX-Trigger: {"closes": "id"}`.
document.addEventListener('closes', event => document.getElementById(event.detail?.value ?? event.detail)?.close())
