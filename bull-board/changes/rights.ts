// Who may make which change: a scope for each, `ops` where the settings name none.
import { z } from 'zod'
import type { Operator } from '../auth/operator.ts'
import { CHANGE_NAMES, type ChangeName } from './change-of.ts'

export type Rights = Readonly<Partial<Record<ChangeName, string>>>

/** As a setting: `empty=ops:admin clean-all=ops:admin`, by comma or space. */
export const RightsSetting = z
  .string()
  .default('')
  .transform((text, context): Rights => {
    const rights: Partial<Record<ChangeName, string>> = {}
    for (const pair of text.split(/[\s,]+/).filter(part => part !== '')) {
      const [, name = '', scope = ''] = /^([a-z-]+)=(\S+)$/.exec(pair) ?? []
      const change = CHANGE_NAMES.find(known => known === name)
      if (change === undefined) {
        const message = `${pair} is not change=scope; changes are ${CHANGE_NAMES.join(' ')}`
        context.addIssue({ code: 'custom', message })
        return z.NEVER
      }
      rights[change] = scope
    }
    return rights
  })

/** @returns what is missing, in words; undefined: the operator may */
export function missingRight(rights: Rights, change: ChangeName, { scopes }: Operator): string | undefined {
  const scope = rights[change]
  if (scope === undefined || scopes.includes(scope)) return undefined
  return `${change} needs the scope ${scope}; sign in again once you have it`
}

/** The scopes that make a difference here: what a session has to remember. */
export const scopesThatCount = (rights: Rights): readonly string[] => [...new Set(['ops', ...Object.values(rights)])]
