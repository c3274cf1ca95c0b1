// Fills what goes nowhere with the place that the document itself suggests.
import type { Ground } from './load-ground.ts'
import type { MappingDraft } from './mapping-draft.ts'
import { kindOf } from './places-of.ts'

export function takeSuggestions(draft: MappingDraft, { templates, skeleton }: Ground): MappingDraft {
  const places = new Set(skeleton?.placeholders.filter(name => kindOf(name) !== 'FIELD'))
  const suggested = new Map(templates.map(one => [one.template_id, one.suggested_placeholder]))
  const zones = draft.zones.map(row => {
    const to = suggested.get(row.name)
    return row.to === '' && typeof to === 'string' && places.has(to) ? { ...row, to } : row
  })
  return { ...draft, zones }
}
