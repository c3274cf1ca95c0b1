// Shows in the outline of the document where the row of the mapping that is pointed at or focused leads to. Links do it without script.

const SHOWN = 'shown'

function point(row) {
  for (const chip of document.querySelectorAll(`.chip.${SHOWN}`)) chip.classList.remove(SHOWN)
  const to = row?.querySelector('select')?.value
  if (row === null || to === undefined || to === '') return
  const name = row.dataset.points === 'table' ? 'data-table' : 'data-place'
  const chips = [...document.querySelectorAll(`.outline [${name}="${CSS.escape(to)}"]`)]
  for (const chip of chips) chip.classList.add(SHOWN)
  if (chips[0] !== undefined) reveal(chips[0])
}

/** Only the outline moves: the page stays under the hand. */
function reveal(chip) {
  const box = chip.closest('.scroll')
  if (box === null || box.scrollHeight <= box.clientHeight) return
  const [outer, inner] = [box.getBoundingClientRect(), chip.getBoundingClientRect()]
  if (inner.top >= outer.top && inner.bottom <= outer.bottom) return
  box.scrollTop += inner.top - outer.top - box.clientHeight / 3
}

const rowOf = event => event.target.closest?.('.map-row[data-points="zone"], .map-row[data-points="table"]') ?? null
const focused = () => document.activeElement?.closest('.map-row') ?? null

document.addEventListener('pointerover', event => point(rowOf(event) ?? focused()))
document.addEventListener('focusin', event => point(rowOf(event)))
document.addEventListener('change', event => point(rowOf(event)))
document.addEventListener('htmx:after:swap', () => point(focused()))
