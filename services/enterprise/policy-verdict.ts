// What the active policies say to a command or a reservation: nothing, or why not.
import type { BusinessState, PolicyRule } from './business-state.ts'
import { rateTo } from './business-state.ts'

export interface JudgedAction {
  platform: string
  payload: Readonly<Record<string, unknown>>
}

/** The first objection, naming its policy; undefined when none has one. */
export function objectionToAction(state: BusinessState, action: JudgedAction): string | undefined {
  return firstObjection(state, rule => {
    switch (rule.kind) {
      case 'forbidden_terms':
        return objectionToText(rule.terms, action.payload)
      case 'allowed_platforms':
        return rule.platforms.includes(action.platform) ? undefined : `platform ${action.platform} is not allowed`
      case 'max_action_budget':
        return objectionToBudget(state, rule.amount_minor, action.payload)
      case 'max_reservation':
        return undefined
      default:
        return rule satisfies never
    }
  })
}

export function objectionToReservation(state: BusinessState, amountMinor: number): string | undefined {
  return firstObjection(state, rule =>
    rule.kind === 'max_reservation' && amountMinor > rule.amount_minor
      ? `${amountMinor} is above the ${rule.amount_minor} that one reservation may hold`
      : undefined,
  )
}

function firstObjection(state: BusinessState, judge: (rule: PolicyRule) => string | undefined): string | undefined {
  for (const { active, id, rule } of state.policies) {
    const objection = active ? judge(rule) : undefined
    if (objection !== undefined) return `policy ${id}: ${objection}`
  }
  return undefined
}

/** Looks through every text of the payload, so that alt texts are no way around. */
function objectionToText(terms: readonly string[], payload: unknown): string | undefined {
  const text = textsOf(payload).join('\n').toLowerCase()
  const found = terms.find(term => text.includes(term.toLowerCase()))
  return found === undefined ? undefined : `"${found}" may not be said`
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(textsOf)
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : []
}

/** `budget_bid` is decimal with at most two places (seed 000); what cannot be weighed is not let through. */
function objectionToBudget(
  state: BusinessState,
  ceilingMinor: number,
  payload: JudgedAction['payload'],
): string | undefined {
  const { budget_bid: bid, currency } = payload
  if (bid === undefined || bid === null) return undefined
  const rate = rateTo(state, typeof currency === 'string' ? currency : state.currency)
  if (typeof bid !== 'number' || rate === undefined) return 'its budget cannot be weighed in our currency'
  const bidMinor = Math.ceil(Math.round(bid * 100) * rate)
  return bidMinor > ceilingMinor ? `its budget ${bidMinor} is above the ceiling ${ceilingMinor}` : undefined
}
