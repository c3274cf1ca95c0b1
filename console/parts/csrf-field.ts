// What shows that a form came from a page of this person's.
import { html } from 'hono/html'
import type { Person } from '../person.ts'
import type { Markup } from './markup.ts'

export const csrfField = (person: Person): Markup => html`<input type="hidden" name="_csrf" value="${person.csrf}" />`
