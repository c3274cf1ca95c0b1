// A notice that the page shows for a moment once a part of it was swapped.
import type { Context } from 'hono'

/**
 * Sent to the place of notices itself: the form that asked may be gone by then. Header fields are ASCII.
 * @param also another event that the page hears of
 */
export function sayNotice(c: Context, text: string, also?: string): void {
  const said = JSON.stringify({
    notice: { target: '#notices', value: text },
    ...(also === undefined ? {} : { [also]: { target: '#notices' } }),
  })
  c.header(
    'hx-trigger',
    said.replaceAll(/[^ -~]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  )
}
