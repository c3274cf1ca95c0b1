import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { behindKey, type Page, type Position, readPage } from '#dev/object-store/list-page.ts'

const byUtf8 = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b))

/** What the definition says, with no thought of cost. */
function listed(keys: string[], prefix: string, delimiter: string): string[] {
  const names = keys
    .filter(key => key.startsWith(prefix))
    .map(key => {
      const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length)
      return end < 0 ? key : key.slice(0, end + delimiter.length)
    })
  return [...new Set(names)].toSorted(byUtf8)
}

describe('the pages of a list', () => {
  it('together are what the definition says, for any keys, prefix, delimiter and page size', () => {
    const part = fc.constantFrom('a', 'b', '/', '//', '-', 'é', '\u{10ffff}', '\uffff', '\u0001')
    const text = (maxLength: number) => fc.array(part, { maxLength }).map(parts => parts.join(''))
    const keys = fc.uniqueArray(
      text(5).filter(key => key !== ''),
      { maxLength: 25 },
    )
    fc.assert(
      fc.property(keys, text(2), text(2), fc.integer({ min: 1, max: 5 }), (all, prefix, delimiter, maxKeys) => {
        const sorted = all.toSorted(byUtf8).map(key => ({ key }))
        const source = {
          *scan({ key }: Position) {
            for (const found of sorted) if (Buffer.compare(Buffer.from(found.key), key) >= 0) yield found
          },
          behind: ({ key }: { key: string }) => behindKey(key),
        }
        const names: string[] = []
        let from: Position | undefined = behindKey(undefined)
        while (from !== undefined) {
          const page: Page<{ key: string }> = readPage(source, { prefix, delimiter, from, maxKeys })
          expect(page.entries.length).toBeLessThanOrEqual(maxKeys)
          if (page.next !== undefined) expect(page.entries.length).toBe(maxKeys)
          names.push(...page.entries.map(entry => entry.name))
          from = page.next
        }
        expect(names).toEqual(listed(all, prefix, delimiter))
      }),
      { numRuns: 300 },
    )
  })
})
