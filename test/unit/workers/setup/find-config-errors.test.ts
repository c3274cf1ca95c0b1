import { describe, expect, it } from 'vitest'
import type { SetupStatus } from '#domain/setup/setup.ts'
import { findConfigErrors } from '#workers/setup/find-config-errors.ts'

const ID = '0199a1b4-1b2c-7d3e-8f4a-5b6c7d8e9f0a'
const FIELDS = [
  'TITLE',
  'DATE',
  'START_TIME',
  'END_TIME',
  'TIMEZONE',
  'SESSION_ID',
  'VERSION',
  'SPEAKERS',
  'GAPS',
  'BODY',
]

interface Given {
  zones?: Record<string, string>
  tables?: Record<string, string>
  skeleton?: { placeholders?: string[]; tables?: string[]; status?: SetupStatus } | 'unknown' | 'none'
}

describe('a configuration, seen against its skeleton', () => {
  it.each<[string, Given, [code: string, pointer: string][]]>([
    ['nothing mapped, nothing to fill', {}, []],
    ['every well-known placeholder is known', { skeleton: { placeholders: FIELDS } }, []],
    ['a zone that the skeleton has', { zones: { T: 'Z' }, skeleton: { placeholders: ['Z'] } }, []],
    ['two templates of one zone', { zones: { T: 'Z', U: 'Z' }, skeleton: { placeholders: ['Z'] } }, []],
    ['the body as a zone', { zones: { T: 'BODY' }, skeleton: { placeholders: ['BODY'] } }, []],
    ['a zone that it lacks', { zones: { T: 'Z' } }, [['UNKNOWN_ZONE', '/zone_map/T']]],
    [
      'a zone in another case',
      { zones: { T: 'z' }, skeleton: { placeholders: ['Z'] } },
      [
        ['UNKNOWN_ZONE', '/zone_map/T'],
        ['UNKNOWN_PLACEHOLDER', '/zone_map'],
      ],
    ],
    [
      'a field as a zone',
      { zones: { T: 'TITLE' }, skeleton: { placeholders: ['TITLE'] } },
      [['UNKNOWN_ZONE', '/zone_map/T']],
    ],
    ['a zone called as what every object has', { zones: { T: 'toString' } }, [['UNKNOWN_ZONE', '/zone_map/T']]],
    [
      'a placeholder that nobody fills',
      { skeleton: { placeholders: ['Z', 'BODY'] } },
      [['UNKNOWN_PLACEHOLDER', '/zone_map']],
    ],
    ['a table that the skeleton has', { tables: { I: 'TBL' }, skeleton: { tables: ['TBL', 'OTHER'] } }, []],
    [
      'a table that it lacks',
      { tables: { I: 'TBL' }, skeleton: { tables: ['TBL2'] } },
      [['DANGLING_TABLE_ID', '/table_map/I']],
    ],
    ['a key with slashes', { tables: { 'a/b~c': 'TBL' } }, [['DANGLING_TABLE_ID', '/table_map/a~1b~0c']]],
    [
      'all that is wrong at once',
      { zones: { T: 'Z' }, tables: { I: 'TBL' }, skeleton: { placeholders: ['Y'] } },
      [
        ['UNKNOWN_ZONE', '/zone_map/T'],
        ['UNKNOWN_PLACEHOLDER', '/zone_map'],
        ['DANGLING_TABLE_ID', '/table_map/I'],
      ],
    ],
    [
      'a skeleton that the tenant has not',
      { zones: { T: 'Z' }, skeleton: 'unknown' },
      [['UNKNOWN_SKELETON', '/default_skeleton_id']],
    ],
    ['a refused skeleton', { skeleton: { status: 'REFUSED' } }, [['SKELETON_NOT_ACTIVE', '/default_skeleton_id']]],
    ['no skeleton, nothing mapped', { skeleton: 'none' }, []],
    ['no skeleton, and still a zone', { zones: { T: 'Z' }, skeleton: 'none' }, [['UNKNOWN_ZONE', '/zone_map/T']]],
    [
      'no skeleton, and still a table',
      { tables: { I: 'TBL' }, skeleton: 'none' },
      [['DANGLING_TABLE_ID', '/table_map/I']],
    ],
  ])('%s', (_, { zones = {}, tables = {}, skeleton = {} }, expected) => {
    const defaultSkeletonId = skeleton === 'none' ? null : ID
    const found =
      typeof skeleton === 'string'
        ? undefined
        : { status: 'ACTIVE' as const, placeholders: [], tables: [], ...skeleton }
    const errors = findConfigErrors({ zoneMap: zones, tableMap: tables, defaultSkeletonId }, found)
    expect(errors.map(({ code, pointer }) => [code, pointer])).toEqual(expected)
  })

  it('has a list of errors that ends', () => {
    const zoneMap = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`T${n}`, 'Z']))
    expect(findConfigErrors({ zoneMap, tableMap: {}, defaultSkeletonId: null }, undefined)).toHaveLength(100)
  })
})
