import { expect, it } from 'vitest'
import { fileName } from '#api/session/file-name.ts'

it.each([
  ['photo.jpg', 'photo.jpg'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\x\\a.png', 'a.png'],
  ['a\u0000b\r\nc.png', 'abc.png'],
  ['\u202egpj.exe', 'gpj.exe'],
  ['🂡'.repeat(300), '🂡'.repeat(200)],
  ['\ud800.png', '\ufffd.png'],
  ['', undefined],
  ['..', undefined],
  ['a/', undefined],
])('%j is shown as %j', (given, shown) => {
  expect(fileName(given)).toBe(shown)
})
