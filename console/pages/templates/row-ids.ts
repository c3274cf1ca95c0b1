// Ids of the rows of the mapping, and where in the page an error of the API belongs.

/** Ids may hold no spaces and names may hold anything. */
export const rowId = (kind: 'zone' | 'table' | 'style', name: string) => `${kind}-${encoded(name)}`

const KINDS: Readonly<Record<string, 'zone' | 'table' | 'style'>> = {
  zone_map: 'zone',
  table_map: 'table',
  style_map: 'style',
}

/** @param pointer RFC 6901, into a configuration */
export function idOfPointer(pointer: string): string {
  const [, map = '', key] = pointer.split('/')
  const kind = KINDS[map]
  if (kind === undefined) return `field-${map.replaceAll(/[^\w-]/g, '-')}`
  return key === undefined ? `${kind}s` : rowId(kind, key.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** RFC 6901. */
export const pointerTo = (map: 'zone_map' | 'table_map' | 'style_map', key: string) =>
  `/${map}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`

/** A percent sign in a fragment would be taken for an encoded letter. */
const encoded = (name: string) =>
  encodeURIComponent(name.toWellFormed()).replaceAll(/[%'()*!~]/g, letter => `.${letter.charCodeAt(0).toString(16)}`)
