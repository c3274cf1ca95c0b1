// The place where XML is written and read: S3 answers and takes documents in this one name space.

import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser'
import { S3Error } from './s3-error.ts'

export type XmlValue = string | number | boolean | undefined | XmlElement | readonly XmlValue[]
export interface XmlElement {
  readonly [name: string]: XmlValue
}

/** The document `<root xmlns=…>`; absent members are left out, arrays become repeated elements. */
export function toXml(root: string, element: XmlElement, namespace = true): string {
  const attributes = namespace ? { '@xmlns': 'http://s3.amazonaws.com/doc/2006-03-01/' } : {}
  const text: string = builder.build({
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    [root]: { ...attributes, ...element },
  })
  return text.replace(UNREADABLE, char => `&#x${char.charCodeAt(0).toString(16)};`)
}

/** What stands under `<root>`; names in `lists` are arrays even when they come once. Throws MalformedXML. */
export function fromXml(text: string, root: string, lists: readonly string[] = []): Record<string, unknown> {
  if (XMLValidator.validate(text) !== true) throw new S3Error('MalformedXML')
  const parser = new XMLParser({
    parseTagValue: false,
    trimValues: false,
    // Left to `unescapeXml`: the parser drops references to control characters, which would make another key of a key.
    processEntities: false,
    tagValueProcessor: (_name, value) => unescapeXml(value),
    isArray: name => lists.includes(name),
  })
  const document: unknown = parser.parse(text)
  const element = isRecord(document) ? document[root] : undefined
  if (element === '') return {}
  if (!isRecord(element)) throw new S3Error('MalformedXML')
  return element
}

/** XML 1.0 sections 4.1 and 4.6. Throws MalformedXML for an entity that nobody has declared. */
function unescapeXml(text: string): string {
  return text.replace(/&([^;]{0,10});?/g, (reference, name: string) => {
    const named = NAMED[name]
    if (named !== undefined) return named
    const code = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(name)
    const point =
      code === null ? Number.NaN : Number.parseInt(code[1] ?? code[2] ?? '', code[1] === undefined ? 10 : 16)
    if (!(point <= 0x10ffff)) throw new S3Error('MalformedXML', `${reference} is not an XML reference`)
    return String.fromCodePoint(point)
  })
}

const NAMED: Record<string, string | undefined> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@' })

// A reader would turn a bare carriage return into a line feed, and the other control characters break the document.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNREADABLE = /[\u0001-\u0008\u000b-\u001f\ufffe\uffff]/g
