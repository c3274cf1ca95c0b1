import { expect, it } from 'vitest'
import type { Operator } from '#bull-board/auth/operator.ts'
import { missingRight, RightsSetting, scopesThatCount } from '#bull-board/changes/rights.ts'

const olga: Operator = { sub: 'olga', principal: 'human', scopes: ['ops'], by: 'session' }

it('lets ops make every change that no right is named for', () => {
  expect(missingRight(RightsSetting.parse(undefined), 'empty', olga)).toBeUndefined()
})

it('asks for the scope that is named for a change, and for that change alone', () => {
  const rights = RightsSetting.parse('empty=ops:admin, clean-all=ops:admin pause-all=nobody')
  expect(missingRight(rights, 'empty', olga)).toContain('ops:admin')
  expect(missingRight(rights, 'clean', olga)).toBeUndefined()
  expect(missingRight(rights, 'clean-all', { ...olga, scopes: ['ops', 'ops:admin'] })).toBeUndefined()
  expect(scopesThatCount(rights)).toEqual(['ops', 'ops:admin', 'nobody'])
})

it.each(['empty', 'empty=', '=ops', 'obliterate=ops', 'Empty=ops'])('is a wrong setting: %s', text => {
  expect(RightsSetting.safeParse(text).success).toBe(false)
})
