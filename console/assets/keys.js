// One key presses one control; the list of all of them is a dialog of its own.
import { isSettling } from './deciding.js'
import { show } from './dialogs.js'
import { move, openDialog, typing } from './items.js'

let going = false

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
  if (event.repeat || (control.closest('[data-item]') !== null && isSettling())) return event.preventDefault()
  press(control, event)
})

function press(control, event) {
  event.preventDefault()
  if (control.matches('input:not([type=checkbox], [type=radio]), textarea, select')) control.focus()
  else control.click()
}

/** `data-key` names the key that presses a control, inside a `data-item` only while that one is chosen. */
function controlOf(key) {
  const dialog = openDialog()
  const root = dialog ?? document
  const all = [...root.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].filter(control => !control.disabled)
  const chosen = document.querySelector('[data-item][aria-current="true"]')
  return all.find(control => chosen?.contains(control)) ?? all.find(control => control.closest('[data-item]') === null)
}
