// Whom an ad is shown, as it stands in the form.
import type { ActionPayload } from '#contracts/action.ts'

export interface TypedAudience {
  age_from: string
  age_to: string
  /** One a line. */
  interests: string
}

type Audience = ActionPayload['target_audience']

export function audienceOf(audience: Audience): TypedAudience {
  if (audience === undefined) return { age_from: '', age_to: '', interests: '' }
  const [from, to] = audience.age_range
  return { age_from: String(from), age_to: String(to), interests: audience.interests.join('\n') }
}

/** @returns undefined: nothing was typed, so it is shown to everybody. What is no number goes as it was typed, for the API to name it */
export function audienceFrom({ age_from, age_to, interests }: TypedAudience): object | undefined {
  const named = interests
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
  if (age_from === '' && age_to === '' && named.length === 0) return undefined
  return { age_range: [numberOf(age_from) ?? '', numberOf(age_to) ?? ''], interests: named }
}

export const isSameAudience = (one: TypedAudience, other: TypedAudience): boolean =>
  one.age_from === other.age_from && one.age_to === other.age_to && one.interests === other.interests

/** @returns what is no number as it was typed; undefined for nothing */
export function numberOf(typed: string): number | string | undefined {
  if (typed === '') return undefined
  return Number.isNaN(Number(typed)) ? typed : Number(typed)
}
