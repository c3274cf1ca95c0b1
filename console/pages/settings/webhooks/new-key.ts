// What makes a form that is sent twice act once.
import { randomUUID } from 'node:crypto'
import { html } from 'hono/html'
import type { Markup } from '../../../parts/markup.ts'

export const newKey = (): Markup => html`<input type="hidden" name="key" value="${randomUUID()}" />`
