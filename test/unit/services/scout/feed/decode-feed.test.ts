import { describe, expect, test } from 'vitest'
import { decodeFeed } from '#services/scout/feed/decode-feed.ts'

const utf16 = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le'))
const bytes = (...values: number[]) => new Uint8Array(values)
const ascii = (text: string) => [...new TextEncoder().encode(text)]

describe('the text is right, whatever the label says', () => {
  test.each([
    ['UTF-8 without a label', new TextEncoder().encode('café'), '', 'café'],
    ['UTF-8 with a byte order mark', bytes(0xef, 0xbb, 0xbf, 0x61), '', 'a'],
    ['UTF-8 labelled as Latin-1', new TextEncoder().encode('café'), 'text/xml; charset=ISO-8859-1', 'café'],
    ['Latin-1 labelled as UTF-8', bytes(0x63, 0x61, 0x66, 0xe9), 'text/xml; charset=utf-8', 'café'],
    ['Latin-1 without a label', bytes(0x63, 0x61, 0x66, 0xe9), '', 'café'],
    ['windows-1251 named by HTTP', bytes(0xd7, 0xe0, 0xe9), 'text/xml; charset="windows-1251"', 'Чай'],
    [
      'windows-1251 named by XML alone',
      bytes(...ascii("<?xml version='1.0' encoding='windows-1251'?>"), 0xd7, 0xe0, 0xe9),
      'text/xml',
      "<?xml version='1.0' encoding='windows-1251'?>Чай",
    ],
    ['a charset that nobody knows', bytes(0xe9), 'text/xml; charset=x-klingon', 'é'],
    ['UTF-16 with a byte order mark', bytes(0xff, 0xfe, ...utf16('<é')), '', '<é'],
    ['UTF-16 without one', utf16('<é'), 'text/xml; charset=utf-16', '<é'],
    [
      'ISO-2022-JP, which is ASCII to the eye',
      bytes(0x1b, 0x24, 0x42, 0x43, 0x63, 0x1b, 0x28, 0x42),
      'text/xml; charset=iso-2022-jp',
      '茶',
    ],
    ['nothing', bytes(), '', ''],
  ])('%s', (_, given, contentType, expected) => expect(decodeFeed(given, contentType)).toBe(expected))
})
