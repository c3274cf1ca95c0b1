// A labelled field of a form; what was wrong with it stands beside it.
import { html } from 'hono/html'
import type { Problem } from '#contracts/problem.ts'
import type { Markup } from './markup.ts'

export interface Field {
  name: string
  /** Where a page has two of that name. */
  id?: string
  label: string
  value?: string | number | undefined
  type?: 'text' | 'number' | 'url' | 'password' | 'date' | 'datetime-local' | 'search'
  hint?: string | Markup
  /** What the API found wrong. */
  wrong?: string | undefined
  required?: boolean
  /** Several lines. */
  rows?: number
  /** To choose from: value and what is shown. */
  options?: readonly (readonly [value: string, text: string])[]
  max?: number
  placeholder?: string
  autofocus?: boolean
}

export function field(asked: Field): Markup {
  const { name, label, hint, wrong } = asked
  const id = asked.id ?? `field-${name.replaceAll(/[^\w-]/g, '-')}`
  const said = [hint === undefined ? '' : `${id}-hint`, wrong === undefined ? '' : `${id}-wrong`].filter(
    word => word !== '',
  )
  return html`<div class="field">
    <label for="${id}">${label}</label>
    ${hint === undefined ? '' : html`<p class="hint" id="${id}-hint">${hint}</p>`}
    ${control(asked, id, said.join(' '))}
    ${wrong === undefined ? '' : html`<p class="wrong" id="${id}-wrong">${wrong}</p>`}
  </div>`
}

function control(asked: Field, id: string, said: string): Markup {
  const { name, value = '', type = 'text', wrong, required, rows, options, max, placeholder, autofocus } = asked
  const common = html`id="${id}" name="${name}"${said === '' ? '' : html` aria-describedby="${said}"`}${wrong === undefined ? '' : html` aria-invalid="true"`}${required ? html` required` : ''}${autofocus ? html` autofocus` : ''}${max === undefined ? '' : html` maxlength="${max}"`}${placeholder === undefined ? '' : html` placeholder="${placeholder}"`}`
  if (options !== undefined)
    return html`<select ${common}>${options.map(([option, text]) => html`<option value="${option}"${option === String(value) ? html` selected` : ''}>${text}</option>`)}</select>`
  if (rows !== undefined) return html`<textarea ${common} rows="${rows}">${value}</textarea>`
  return html`<input ${common} type="${type}" value="${value}" />`
}

/** @returns what the API found wrong with the value at that JSON pointer, or below it */
export function wrongAt(problem: Problem | undefined, pointer: string): string | undefined {
  const found = problem?.errors?.filter(error => error.pointer === pointer || error.pointer.startsWith(`${pointer}/`))
  return found === undefined || found.length === 0 ? undefined : found.map(error => error.detail).join('; ')
}
