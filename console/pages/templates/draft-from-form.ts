// The draft as a form of the page brings it: pairs of fields, in their order.
import type { DraftRow, MappingDraft } from './mapping-draft.ts'

/** What was left blank in a row that was to be typed is no row; one with a place and no name is, and the API says what is missing. */
export function draftFromForm(form: FormData): MappingDraft {
  const base = Number(textOf(form, 'base'))
  return {
    base: Number.isSafeInteger(base) && base > 0 ? base : 0,
    adapterId: textOf(form, 'adapter_id').trim(),
    skeletonId: textOf(form, 'default_skeleton_id'),
    zones: rows(form, 'zone'),
    tables: rows(form, 'table'),
    styles: pairs(form, 'style.name', 'style.to').map(([name, to]) => ({ name, to })),
    channels: pairs(form, 'channel.platform', 'channel.account')
      .map(([platform, account]) => ({ platform, account: account.trim() }))
      .filter(({ account }) => account !== ''),
  }
}

export function textOf(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

function rows(form: FormData, kind: 'zone' | 'table'): DraftRow[] {
  const known = pairs(form, `${kind}.name`, `${kind}.to`).map(([name, to]) => ({ name, to }))
  const typed = pairs(form, `${kind}.new.name`, `${kind}.new.to`)
    .map(([name, to]) => ({ name: name.trim(), to, typed: true }))
    .filter(({ name, to }) => name !== '' || to !== '')
  return [...known, ...typed]
}

function pairs(form: FormData, left: string, right: string): [string, string][] {
  const values = form.getAll(right).map(String)
  return form.getAll(left).map((name, index) => [String(name), values[index] ?? ''])
}
