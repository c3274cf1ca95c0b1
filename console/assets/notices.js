// What is said in passing, and that nothing typed is lost by a slip.

// Said by the server with `HX-Trigger: {"notice": "…"}`, or by a page that was led here.
document.addEventListener('notice', event => say(event.detail?.value ?? event.detail))
export function say(text) {
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

document.addEventListener('htmx:error', event => {
  if (event.detail?.error?.name !== 'AbortError') say('The console is not reachable just now. Nothing was done.')
})
