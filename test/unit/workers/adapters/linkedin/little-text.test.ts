import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readLittleText } from '#services/emulators/linkedin/little-text.ts'
import { anyText } from '#test/support/any-text.ts'
import { escapeLittleText, unescapeLittleText } from '#workers/adapters/linkedin/little-text.ts'

/** Much of what is reserved, some words around it. */
const reservedText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...'\\|{}@[]()<>#*_~',
        '#tag',
        '#2026',
        ' ',
        '\n',
        'a',
        'ü',
        '👩‍👩‍👧',
        '{hashtag|\\#|x}',
        '@[A](urn:li:person:1)',
      ),
      anyText(),
    ),
  )
  .map(parts => parts.join(''))

it('what is escaped and unescaped is what it was', () => {
  fc.assert(
    fc.property(reservedText, text => {
      expect(unescapeLittleText(escapeLittleText(text))).toBe(text)
    }),
    { numRuns: 1000 },
  )
})

it('what is escaped is read whole by LinkedIn, and what LinkedIn gives back of it is the text again', () => {
  fc.assert(
    fc.property(reservedText, text => {
      const { text: seen, little, isCut } = readLittleText(escapeLittleText(text))
      expect({ seen, isCut }).toEqual({ seen: text, isCut: false })
      expect(unescapeLittleText(little)).toBe(text)
    }),
    { numRuns: 1000 },
  )
})

it.each([
  ['every reserved character', '\\|{}@[]()<>*_~', '\\\\\\|\\{\\}\\@\\[\\]\\(\\)\\<\\>\\*\\_\\~'],
  ['nothing else', 'Grüße, “two” & 50 % — so?', 'Grüße, “two” & 50 % — so?'],
  ['not a hashtag at the start', '#launch today', '#launch today'],
  ['not a hashtag after a space, a line or a bracket', 'a #b\n#c (#d)', 'a #b\n#c \\(#d\\)'],
  ['not a hashtag of another alphabet', '#München #東京', '#München #東京'],
  ['not a hashtag that begins with digits', '#3dprinting', '#3dprinting'],
  ['the rest of a tag with an underscore', '#two_words', '#two\\_words'],
  ['a number sign', 'we are #1', 'we are \\#1'],
  ['a sign in a word', 'C# and F#m', 'C\\# and F\\#m'],
  ['a fragment of an address', 'https://a.example/#top b/c#d', 'https://a.example/\\#top b/c\\#d'],
  ['a sign after a sign', '##two', '\\#\\#two'],
  ['a lone sign', '# title', '\\# title'],
])('escapes %s', (_, text, little) => {
  expect(escapeLittleText(text)).toBe(little)
})

it.each([
  ['a hashtag template', 'see {hashtag|\\#|launch} now', 'see #launch now'],
  ['a template with an escaped underscore', '{hashtag|\\#|two\\_words}', '#two_words'],
  ['a template of the wide sign', '{hashtag|＃|東京}', '＃東京'],
  ['a mention', 'with @[Acme \\(Inc\\)](urn:li:organization:12)', 'with Acme (Inc)'],
  ['a backslash before nothing reserved', 'a\\b', 'a\\b'],
])('reads %s', (_, little, text) => {
  expect(unescapeLittleText(little)).toBe(text)
})
