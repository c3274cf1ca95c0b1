// What the pages do in the browser beside htmx. Everything works without it but keys and live parts.
import { afterDecision, afterFilling, settle } from './deciding.js'
import { keepChosen } from './items.js'
import './keys.js'
import './signed-in.js'
import { showCountdowns, showTimes } from './times.js'

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
