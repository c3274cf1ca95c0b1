import { describe, expect, it } from 'vitest'
import { CSV_EXAMPLE, parseCampaignCsv } from '#api/campaigns/parse-campaign-csv.ts'
import { MandateError } from '#domain/errors.ts'

const parse = (text: string) => parseCampaignCsv(Buffer.from(text)).campaigns
const budgetOf = (amount: string, currency: string) => {
  const [row] = parse(`budget_amount;currency\n${amount};${currency}\n`)
  const { budget } = (row?.item.brief ?? {}) as { budget?: { amount_minor: number } }
  return row?.errors.length === 0 ? budget?.amount_minor : row?.errors[0]?.pointer
}

describe('a row', () => {
  it('is the request that its cells make', () => {
    expect(parse(CSV_EXAMPLE)).toMatchObject([
      {
        ...{ line: 2, errors: [] },
        item: {
          brief: {
            objective: 'Win early adopters, quickly',
            budget: { amount_minor: 50_000, currency: 'EUR' },
            guardrails: ['no prices', 'no jargon'],
          },
          ...{ channels: [{ platform: 'MOCK', account: 'demo' }], metadata: { order: 'A-17' } },
        },
      },
    ])
  })

  it('is named by the line where it begins, whatever line breaks its cells and its file have', () => {
    const file = '\ufeffobjective;product\r\n"two\r\nlines";x\r\n\r\n;\r\nlast;y\r\n'
    expect(parse(file).map(({ line, item }) => [line, item.brief])).toEqual([
      [2, { objective: 'two\nlines', product: 'x' }],
      [6, { objective: 'last', product: 'y' }],
    ])
  })

  it.each([
    ['12.5', 'EUR', 1250],
    ['12', 'EUR', 1200],
    ['12.50000', 'EUR', 1250],
    ['1250', 'JPY', 1250],
    ['1.005', 'KWD', 1005],
    ['0.1', 'USD', 10],
    ['12.345', 'EUR', '/budget_amount'],
    ['1.5', 'JPY', '/budget_amount'],
    ['1,5', 'EUR', '/budget_amount'],
    ['1,250.00', 'EUR', '/budget_amount'],
    ['-1', 'EUR', '/budget_amount'],
    ['1e3', 'EUR', '/budget_amount'],
    ['12', '', '/currency'],
    ['', 'EUR', '/budget_amount'],
  ])('of %s %s costs %s in minor units, or says which column is wrong', (amount, currency, expected) => {
    expect(budgetOf(amount, currency)).toBe(expected)
  })

  it.each([
    ['channels\nMOCK', '/channels'],
    ['channels\nMOCK:a:b', '/channels'],
    ['max_retries\n1.5', '/max_retries'],
    ['objective,product\nx', ''],
    ['objective\nx,y', ''],
    ['objective\na\u0000b', '/objective'],
  ])('%j is wrong at %j alone', (file, pointer) => {
    expect(parse(file)[0]?.errors.map(error => error.pointer)).toEqual([pointer])
  })
})

describe('a file', () => {
  it.each(['', '\n\n', '"objective', 'objective\n"a"b', 'objective\n"a'])('%j is no CSV', file => {
    expect(() => parse(file)).toThrow(expect.objectContaining({ code: 'MALFORMED_REQUEST' }))
  })

  it('that is not in UTF-8 is no CSV', () => {
    expect(() => parseCampaignCsv(Buffer.from('objective\n\xe9', 'latin1'))).toThrow(MandateError)
  })

  it.each(['oops\nx', 'objective,objective\na,b', 'metadata.__proto__\nx', 'metadata.\nx', 'objective,\na,b'])(
    '%j has a column that is none',
    file => {
      expect(() => parse(file)).toThrow(expect.objectContaining({ code: 'VALIDATION_FAILED' }))
    },
  )

  it('is read as far as shows that it has too many rows', () => {
    expect(parse(`objective\n${'x\n'.repeat(5000)}`)).toHaveLength(1001)
  })
})
