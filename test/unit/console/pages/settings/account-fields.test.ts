// The form of an account says what is set and asks for it again, to the second and the cent.
import { describe, expect, it } from 'vitest'
import type { Account } from '#console/pages/settings/accounts/account.ts'
import { fieldsOf, requestOf } from '#console/pages/settings/accounts/account-fields.ts'
import { typedAs } from '#console/pages/settings/typed.ts'

const account: Omit<Account, 'currency' | 'limits'> = {
  ...{ tenant_id: 't', platform: 'META', account: 'shop', kind: 'ads', credentials_ref: 'env:SHOP', shared: false },
  ...{ authenticated_at: null, closed_until: null, closed_reason: null, reopens_at: null, held_by: null },
  ...{ used: { attempts_24h: 0 }, changed_by: null, changed_at: null },
}

describe('the form of an account', () => {
  it.each([
    ['EUR', 1250, 86_400],
    ['JPY', 1250, 5400],
    ['KWD', 1, 90],
    ['USD', 0, 61],
  ])('saved as it is drawn changes nothing: %s %i in %i s', (currency, amount_minor, seconds) => {
    const limits = { posts: { count: 3, seconds }, budget: { amount_minor, seconds } }
    const drawn = fieldsOf({ ...account, currency, limits })
    expect(requestOf(drawn)).toEqual({
      wrong: [],
      body: { kind: 'ads', credentials_ref: 'env:SHOP', currency, limits },
    })
  })

  it('never rounds money: what the currency does not know is said', () => {
    const typed = typedAs({ kind: 'ads', credentials_ref: 'env:SHOP', currency: 'JPY', budget_amount: '12.50' })
    expect(requestOf(typed).wrong).toEqual([
      { pointer: '/limits/budget/amount_minor', detail: 'has more than 0 places, which JPY does not know' },
    ])
  })
})
