import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { createFeedParser } from '#services/scout/feed/create-feed-parser.ts'
import { FeedRefused } from '#services/scout/feed/feed-refused.ts'

const parser = createFeedParser({ timeoutMs: 3000 })
afterAll(() => parser.close())

const asked = (text: string) => ({ bytes: new TextEncoder().encode(text), contentType: '' })
const GOOD = asked('<rss version="2.0"><channel><title>T</title><item><title>x</title></item></channel></rss>')

test('a feed that would keep the XML parser busy for hours is given up, and the next one is parsed', async () => {
  const impatient = createFeedParser({ timeoutMs: 700 })
  // Quadratic in the stray "<": a megabyte of them is a denial of service.
  const hostile = asked(`<rss version="2.0"><channel><title>${'<'.repeat(1_000_000)}`)
  const [first, second] = await Promise.allSettled([impatient.parse(hostile), impatient.parse(GOOD)])
  await impatient.close()
  expect(first).toMatchObject({ status: 'rejected', reason: { code: 'PARSE_TIMEOUT' } })
  expect(second).toMatchObject({ status: 'fulfilled', value: { items: [{ title: 'x' }] } })
})

test('any bytes are parsed or refused by name', async () => {
  const shells = fc.constantFrom(
    '',
    '<rss version="2.0"><channel><item><title>',
    '<feed><entry>',
    '{"version":"https://jsonfeed.org/version/1","items":',
  )
  await fc.assert(
    fc.asyncProperty(
      shells,
      fc.uint8Array({ maxLength: 400 }),
      fc.string({ maxLength: 30 }),
      async (shell, tail, contentType) => {
        const bytes = new Uint8Array([...new TextEncoder().encode(shell), ...tail])
        const outcome = await parser.parse({ bytes, contentType }).catch((error: unknown) => error)
        expect(
          outcome instanceof FeedRefused || (typeof outcome === 'object' && outcome !== null && 'items' in outcome),
        ).toBe(true)
      },
    ),
    { numRuns: 150 },
  )
  await expect(parser.parse(GOOD)).resolves.toMatchObject({ title: 'T' })
})
