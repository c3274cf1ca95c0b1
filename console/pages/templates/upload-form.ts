// The form that uploads a skeleton.
import { randomUUID } from 'node:crypto'
import { html } from 'hono/html'
import { DOCX } from '#contracts/session-config.ts'
import { MAX_SKELETON_BYTES } from '#contracts/skeleton.ts'
import { csrfField } from '../../parts/csrf-field.ts'
import { field } from '../../parts/field.ts'
import type { Markup } from '../../parts/markup.ts'
import type { Person } from '../../person.ts'

export function uploadForm(person: Person, notice?: Markup, name = ''): Markup {
  return html`<form id="upload" class="card fields" method="post" enctype="multipart/form-data" action="/console/templates/skeletons" hx-post="/console/templates/skeletons" hx-encoding="multipart/form-data" hx-target="this" hx-swap="outerMorph">
    ${csrfField(person)}
    <input type="hidden" name="key" value="${randomUUID()}" />
    <h2>Upload a skeleton</h2>
    ${notice ?? ''}
    <div class="field">
      <label for="upload-file">Word document</label>
      <p class="hint" id="upload-hint">DOCX, at most ${MAX_SKELETON_BYTES / 1024 / 1024} MiB. A place is <code>{{NAME}}</code> in its text; a table has its id as the title of its alternative text.</p>
      <input id="upload-file" type="file" name="file" accept=".docx,${DOCX}" aria-describedby="upload-hint" required />
    </div>
    ${field({ name: 'name', label: 'Name', value: name, max: 200, hint: 'As the file is called, unless you say otherwise' })}
    <div class="row"><button class="primary">Upload</button></div>
  </form>`
}
