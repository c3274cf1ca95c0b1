// What was typed into a form, so that a refusal can show it again.
import { typedText } from '../../http/typed-text.ts'

export interface Typed {
  /** Trimmed; empty where nothing was given. */
  text(name: string): string
  all(name: string): string[]
}

export const NOTHING_TYPED: Typed = typedIn(new FormData())

export function typedIn(form: FormData): Typed {
  const all = (name: string) => form.getAll(name).filter(value => typeof value === 'string')
  return { all, text: name => typedText(all(name)[0]).trim() }
}

export function typedAs(
  values: Readonly<Record<string, string | number | readonly string[] | null | undefined>>,
): Typed {
  const form = new FormData()
  for (const [name, value] of Object.entries(values))
    for (const one of [value ?? []].flat()) form.append(name, String(one))
  return typedIn(form)
}

/** @returns what is no number as it was typed, so that the API says what is wrong with it; undefined where nothing was */
export function numberOf(text: string): number | string | undefined {
  if (text === '') return undefined
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text
}
