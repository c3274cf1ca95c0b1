// Marks the places of a skeleton's body that blocks go to: its zones, and the rows of its tables.
import type { Document, Element } from '@xmldom/xmldom'
import { BODY_PLACEHOLDER, isField, PLACEHOLDER, PlaceholderName, placeholdersIn } from '#contracts/skeleton.ts'
import { BODY_PART, SkeletonInvalid } from './open-skeleton.ts'
import { allOf, attributeOf, childrenOf, parseXml, textOf, toXml, W } from './parse-xml.ts'
import { type RowForm, rowForm } from './row-form.ts'

export type Slot =
  | { readonly kind: 'zone'; readonly name: string }
  | { readonly kind: 'rows'; readonly name: string; readonly form: RowForm }

export interface MarkedBody {
  /** With `<w:slot w:n="0"/>` for the first slot, and so on; none of it is left in a document. */
  readonly xml: string
  readonly slots: readonly Slot[]
  /** In twentieths of a point, of the last section. */
  readonly textWidth: number
  readonly textHeight: number
}

/** How a marker is found again, its number captured. */
export const SLOT_MARKER = /<w:slot w:n="(\d+)"\s*(?:\/>|><\/w:slot>)/

/** Throws SkeletonInvalid when it is not the body of a document as Word writes one. */
export function markSlots(documentXml: string): MarkedBody {
  const document = parseXml(documentXml, BODY_PART)
  const root = document.documentElement
  const [body] = root === null ? [] : childrenOf(root, 'body')
  // `patchDocument` knows the namespace by this prefix alone.
  if (body === undefined || root?.nodeName !== 'w:document') {
    throw new SkeletonInvalid(`${BODY_PART} has no w:body of WordprocessingML`)
  }
  // A marker that the skeleton came with would take the place of one of ours.
  for (const foreign of allOf(document, 'slot')) foreign.parentNode?.removeChild(foreign)
  const slots: Slot[] = []
  const mark = (slot: Slot): Element => {
    const marker = document.createElementNS(W, 'w:slot')
    marker.setAttributeNS(W, 'w:n', String(slots.push(slot) - 1))
    return marker
  }
  markTables(document, mark)
  markZones(document, mark)
  const section = childrenOf(body, 'sectPr').at(-1)
  if (!slots.some(({ kind, name }) => kind === 'zone' && name === BODY_PLACEHOLDER)) {
    body.insertBefore(mark({ kind: 'zone', name: BODY_PLACEHOLDER }), section ?? null)
  }
  return { xml: toXml(document), slots, ...textSize(section) }
}

type Mark = (slot: Slot) => Element

/** First row = header, the second shows the format; both it and what follows make place for the rows of blocks. */
function markTables(document: Document, mark: Mark): void {
  const seen = new Set<string>()
  for (const table of allOf(document, 'tbl')) {
    const [properties] = childrenOf(table, 'tblPr')
    const name = attributeOf(properties === undefined ? undefined : childrenOf(properties, 'tblCaption')[0])
    const [header, ...samples] = childrenOf(table, 'tr')
    if (header === undefined || !PlaceholderName.safeParse(name).success || name === undefined || seen.has(name))
      continue
    seen.add(name)
    const marker = mark({ kind: 'rows', name, form: rowForm(header, samples[0]) })
    for (const sample of samples) table.removeChild(sample)
    table.insertBefore(marker, header.nextSibling)
  }
}

/** A zone is where its placeholder stands first; a paragraph that says more than that stays, and the zone follows it. */
function markZones(document: Document, mark: Mark): void {
  const seen = new Set<string>()
  for (const paragraph of allOf(document, 'p')) {
    const text = textOf(paragraph)
    const names = placeholdersIn(text).filter(name => !isField(name) && !seen.has(name))
    const parent = paragraph.parentNode
    if (names.length === 0 || parent === null) continue
    const after = paragraph.nextSibling
    for (const name of names) {
      seen.add(name)
      parent.insertBefore(mark({ kind: 'zone', name }), after)
    }
    const isAlone = text.replaceAll(PLACEHOLDER, '').trim() === '' && !placeholdersIn(text).some(isField)
    // A section ends in the properties of its last paragraph, and pictures are no text.
    const isMore = ['sectPr', 'drawing', 'pict', 'object'].some(kind => allOf(paragraph, kind).length > 0)
    if (isAlone && !isMore) parent.removeChild(paragraph)
  }
}

/** A4 with margins of an inch, where the section says nothing. */
function textSize(section: Element | undefined): { textWidth: number; textHeight: number } {
  const size = section === undefined ? undefined : childrenOf(section, 'pgSz')[0]
  const margins = section === undefined ? undefined : childrenOf(section, 'pgMar')[0]
  const read = (element: Element | undefined, name: string, fallback: number) => {
    const value = Number.parseInt(attributeOf(element, name) ?? '', 10)
    return Number.isFinite(value) ? Math.abs(value) : fallback
  }
  const width = read(size, 'w', 11_906) - read(margins, 'left', 1440) - read(margins, 'right', 1440)
  const height = read(size, 'h', 16_838) - read(margins, 'top', 1440) - read(margins, 'bottom', 1440)
  return { textWidth: Math.max(1440, width), textHeight: Math.max(1440, height) }
}
