// What makes a document act or reach out when it is opened: macros, embedded programs, content from elsewhere.
import { Parser } from 'htmlparser2'
import type { SetupError } from '#domain/setup/setup.ts'

/** Parts that hold programs, by name. */
const PROGRAM = /(^|\/)(vbaProject[^/]*|vbaData[^/]*|oleObject[^/]*)$|(^|\/)activeX\/|^customUI\//i
/** … and by type, whatever they are called. */
const PROGRAM_TYPE = /macroEnabled|vbaProject|vbaData|activeX|oleObject|ms-office\.keyMapCustomizations/i
const DOCUMENT_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'

export function forbiddenEntries(names: readonly string[]): SetupError[] {
  return names
    .filter(name => PROGRAM.test(name))
    .map(name => ({
      code: 'MACROS',
      pointer: name.slice(0, 200),
      detail: 'macros and embedded programs are not taken',
    }))
}

/** @param xml `[Content_Types].xml` */
export function forbiddenTypes(part: string, xml: string): SetupError[] {
  const errors: SetupError[] = []
  let isDocument = false
  eachTag(xml, (name, { ContentType: type = '', PartName: of = '' }) => {
    if (name !== 'Default' && name !== 'Override') return
    if (name === 'Override' && of === '/word/document.xml' && type === DOCUMENT_TYPE) isDocument = true
    if (PROGRAM_TYPE.test(type))
      errors.push({
        code: 'MACROS',
        pointer: part,
        detail: `macros and embedded programs are not taken: ${type.slice(0, 100)}`,
      })
  })
  if (errors.length === 0 && !isDocument)
    errors.push({ code: 'NOT_A_DOCX', pointer: part, detail: 'word/document.xml is not a Word document by its type' })
  return errors
}

/** @param xml of a `.rels` part: only hyperlinks may lead out, and only to the web or a mailbox */
export function forbiddenRelationships(part: string, xml: string): SetupError[] {
  const errors: SetupError[] = []
  eachTag(xml, (name, { Type: type = '', Target: target = '', TargetMode: mode = '' }) => {
    if (name !== 'Relationship') return
    const kind = type.slice(type.lastIndexOf('/') + 1)
    const refuse = (detail: string) => errors.push({ code: 'EXTERNAL_CONTENT', pointer: part, detail })
    if (kind === 'aFChunk') refuse('content of another format is not taken')
    else if (mode !== 'External') {
      // Without the mode it is a part of the archive, and an address is none.
      if (/^[a-z][a-z0-9+.-]*:/i.test(target) || target.startsWith('//') || target.startsWith('\\'))
        refuse(`${kind} leads out of the document: ${target.slice(0, 100)}`)
    } else if (kind !== 'hyperlink') refuse(`external content is not taken: ${kind} ${target.slice(0, 100)}`)
    else if (!/^(https?:|mailto:|#)/i.test(target))
      refuse(`a link leads neither to the web nor to a mailbox: ${target.slice(0, 100)}`)
  })
  return errors
}

function eachTag(xml: string, visit: (name: string, attributes: Record<string, string>) => void): void {
  const parser = new Parser(
    { onopentag: (name, attributes) => visit(name.slice(name.indexOf(':') + 1), attributes) },
    { xmlMode: true, decodeEntities: true },
  )
  parser.end(xml)
}
