// A row of small bars: how a figure went.
import { html } from 'hono/html'
import type { Markup } from '../../../parts/markup.ts'

const WIDTH = 120
const HEIGHT = 28
const MOST = 30

/** @param figures oldest first, none negative; of more than 30 the newest 30 @param says the same for whoever does not see it */
export function bars(figures: readonly number[], says: string): Markup {
  const shown = figures.slice(-MOST)
  const most = Math.max(...shown, 1)
  const step = WIDTH / shown.length
  return html`<svg class="bars" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-label="${says}">${shown.map(
    (figure, index) => {
      const height = Math.max(1, (figure / most) * HEIGHT)
      return html`<rect x="${(index * step).toFixed(1)}" y="${(HEIGHT - height).toFixed(1)}" width="${Math.max(1, step - 1).toFixed(1)}" height="${height.toFixed(1)}"></rect>`
    },
  )}</svg>`
}
