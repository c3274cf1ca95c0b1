import { expect, it } from 'vitest'
import { isField, PlaceholderName, placeholdersIn, SKELETON_PART } from '#contracts/skeleton.ts'

it('finds each placeholder once, in order, and nothing that only looks like one', () => {
  const text = '{{TITLE}} {{Body:Section_4}}{{a.b-c}} {{TITLE}} {{ SPACE }} {{1ST}} {{}} {BODY} {{{X}}} {{ñ}}'
  expect(placeholdersIn(text)).toEqual(['TITLE', 'Body:Section_4', 'a.b-c', 'X'])
  expect(placeholdersIn(text)).toHaveLength(4)
})

it('allows a name 100 characters and no more', () => {
  const name = `A${'b'.repeat(99)}`
  expect(placeholdersIn(`{{${name}}}{{${name}c}}`)).toEqual([name])
  expect([PlaceholderName.safeParse(name).success, PlaceholderName.safeParse(`${name}c`).success]).toEqual([
    true,
    false,
  ])
})

it('tells fields from zones', () => {
  expect(['TITLE', 'GAPS', 'BODY', 'title'].map(isField)).toEqual([true, true, false, false])
})

it('looks into body, headers and footers alone', () => {
  const parts = [
    'word/document.xml',
    'word/header1.xml',
    'word/footer12.xml',
    'word/styles.xml',
    'word/_rels/document.xml.rels',
  ]
  expect(parts.map(part => SKELETON_PART.test(part))).toEqual([true, true, true, false, false])
})
