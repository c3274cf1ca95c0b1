import { describe, expect, it } from 'vitest'
import { changedRows, NOTHING_TYPED, requestOf } from '#console/pages/campaigns/create/campaign-fields.ts'
import { minorUnits } from '#console/parts/minor-units.ts'

describe('an amount of money', () => {
  it.each([
    ['12.5', 'EUR', 1250],
    ['0.07', 'EUR', 7],
    ['1250', 'JPY', 1250],
    ['1250.0', 'JPY', 1250],
    ['1.234', 'KWD', 1234],
    ['1250.500', 'EUR', 125_050],
  ])('of %s %s is %i minor units', (amount, currency, minor) => {
    expect(minorUnits(amount, currency)).toBe(minor)
  })

  it.each([
    ['1,250', 'EUR'],
    ['1.255', 'EUR'],
    ['12.5', 'JPY'],
    ['-1', 'EUR'],
    ['1e3', 'EUR'],
    ['', 'EUR'],
  ])('is neither rounded nor guessed: %s %s', (amount, currency) => {
    expect(minorUnits(amount, currency)).toBeTypeOf('string')
  })
})

describe('what was typed for a new campaign', () => {
  it('asks for nothing where nothing was typed', () => {
    expect(requestOf(NOTHING_TYPED)).toEqual({ wrong: [], body: {} })
  })

  it('is the whole request: a line is a constraint, a row without an account is none', () => {
    const typed = {
      ...NOTHING_TYPED,
      ...{
        objective: ' sell ',
        amount: '12.50',
        currency: 'eur',
        constraints: 'a\n\n b \n',
        max_retries: '2',
        locale: 'en',
      },
      channels: [
        { platform: 'MOCK', account: 'demo' },
        { platform: 'META', account: '' },
      ],
    }
    expect(requestOf(typed).body).toEqual({
      brief: {
        objective: 'sell',
        budget: { amount_minor: 1250, currency: 'EUR' },
        constraints: ['a', 'b'],
        locale: 'en',
      },
      channels: [{ platform: 'MOCK', account: 'demo' }],
      max_retries: 2,
    })
  })

  it('names the field where the money makes no sense', () => {
    const pointers = (amount: string, currency: string) =>
      requestOf({ ...NOTHING_TYPED, amount, currency }).wrong.map(({ pointer }) => pointer)
    expect(pointers('1,5', 'EUR')).toEqual(['/brief/budget/amount_minor'])
    expect(pointers('', 'EUR')).toEqual(['/brief/budget/amount_minor'])
    expect(pointers('5', '')).toEqual(['/brief/budget/currency'])
    expect(pointers('5', 'E1')).toEqual(['/brief/budget/currency'])
  })

  it('gets and loses a row by its button alone', () => {
    expect(changedRows(NOTHING_TYPED, 'create')).toBeUndefined()
    expect(changedRows(NOTHING_TYPED, 'add-channel')?.channels).toHaveLength(2)
    expect(changedRows(NOTHING_TYPED, 'remove-channel-0')?.channels).toEqual([])
  })
})
