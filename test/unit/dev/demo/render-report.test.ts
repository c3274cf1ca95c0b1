import { Parser } from 'htmlparser2'
import { describe, expect, it } from 'vitest'
import { renderReport } from '#dev/demo/report/render-report.ts'
import { demoRecordSample } from './demo-record-sample.ts'

/** Elements with the names of their attributes, the attributes, and all text, as a browser would find them. */
function parsed(page: string) {
  const tags: string[] = []
  const texts: string[] = []
  const attributes: [string, string][] = []
  const parser = new Parser({
    onopentag: (name, given) => {
      tags.push([name, ...Object.keys(given).sort()].join(' '))
      attributes.push(...Object.entries(given))
    },
    ontext: text => texts.push(text),
  })
  parser.end(page)
  return { tags, attributes, text: texts.join('') }
}

describe('the report of the demo', () => {
  it.each([
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '</style></title><svg onload=alert(1)>',
    '{{constructor}} &lt;b&gt; &#60;i&#62;',
  ])('has %s as a text and nothing else, wherever it was written', async hostile => {
    const harmless = parsed(await renderReport(demoRecordSample('harmless')))
    const attacked = parsed(await renderReport(demoRecordSample(hostile)))

    expect(attacked.tags).toEqual(harmless.tags)
    expect(attacked.text.split(hostile).length).toBeGreaterThan(30)
  })

  it('loads nothing and lets nothing be loaded', async () => {
    const page = await renderReport(demoRecordSample('javascript:alert(1)'))

    const { attributes } = parsed(page)
    const addresses = attributes.filter(([name]) => ['src', 'href', 'srcset', 'action', 'data'].includes(name))
    expect(new Set(addresses.map(([, value]) => value.slice(0, 1)))).toEqual(new Set(['#', 'd']))
    expect(addresses.filter(([, value]) => !/^(?:#|data:)/.test(value))).toEqual([])
    expect(attributes).toContainEqual(['content', expect.stringContaining("default-src 'none'; img-src data:")])
    expect(page).not.toMatch(/url\(|@import/)
  })

  it('says so at the top when the trail does not verify', async () => {
    const page = await renderReport(demoRecordSample('a text'))

    expect(page).toContain('trail does not verify')
    expect(page).toContain('bad from entry 1: a text')
  })
})
