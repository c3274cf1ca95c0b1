// Any well-formed text at all, the characters that trip programs up more often than their number would have it.
import fc from 'fast-check'

// fast-check's own unit `binary` is the same set, and takes more than a second to make in every process.
const codePoint = fc
  .oneof(fc.nat(0x7f), fc.nat(0x2fff), fc.nat(0xffff), fc.nat(0x10ffff))
  .map(code => String.fromCodePoint(code >= 0xd800 && code <= 0xdfff ? code - 0x800 : code))

export function anyText(length: { minLength?: number; maxLength?: number } = {}): fc.Arbitrary<string> {
  return fc.string({ ...length, unit: codePoint })
}
