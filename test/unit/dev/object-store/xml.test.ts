import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromXml, toXml } from '#dev/object-store/xml.ts'
import { anyText } from '#test/support/any-text.ts'

describe('XML', () => {
  it('gives back any text that was put into it, so that no key becomes another', () => {
    fc.assert(
      fc.property(anyText({ maxLength: 30 }), text => {
        const read = fromXml(toXml('Root', { Key: [text] }), 'Root', ['Key'])
        expect(read.Key).toEqual([text])
      }),
    )
  })

  it('leaves out what is absent and repeats what is many', () => {
    const text = toXml('Root', { A: undefined, B: ['1', '2'], C: [] }, false)
    expect(text).toBe('<?xml version="1.0" encoding="UTF-8"?><Root><B>1</B><B>2</B></Root>')
  })

  it.each([
    '',
    'text',
    '<Root>',
    '<Other/>',
    '<Root><Key>&unknown;</Key></Root>',
    '<Root><Key>&#x110000;</Key></Root>',
    '<!DOCTYPE Root [<!ENTITY x "y">]><Root><Key>&x;</Key></Root>',
  ])('refuses %j', text => {
    expect(() => fromXml(text, 'Root')).toThrow(expect.objectContaining({ code: 'MalformedXML' }))
  })
})
