// What pieces of a page are: text that was escaped where it was put in.
import { html } from 'hono/html'

export type Markup = ReturnType<typeof html>
export const nothing: Markup = html``
