// Whether bytes are a DOCX that documents may be made from, what can be filled in it, and what it is made of.
import { setImmediate as turn } from 'node:timers/promises'
import { SKELETON_PART } from '#contracts/skeleton.ts'
import type { SetupError } from '#domain/setup/setup.ts'
import type { SkeletonStructure } from '#domain/setup/skeleton-structure.ts'
import { type Fillable, findFillable } from './find-fillable.ts'
import { forbiddenEntries, forbiddenRelationships, forbiddenTypes } from './find-forbidden.ts'
import { listEntries } from './list-entries.ts'
import { printable } from './printable.ts'
import { readStructure, STYLES_PART } from './read-structure.ts'
import { readXml } from './read-xml.ts'
import { RefusedDocx } from './refused-docx.ts'
import { unpackParts } from './unpack-parts.ts'

const TYPES = '[Content_Types].xml'
const DOCUMENT = 'word/document.xml'
/** Of placeholders, and of tables. */
const MOST_NAMES = 1000
const MOST_ERRORS = 100

export interface Inspected extends Fillable {
  errors: SetupError[]
  structure: SkeletonStructure
}

/**
 * @returns everything that speaks against it, what can be filled, and what it is made of
 * @throws RefusedDocx when nothing more can be said, such as of a zip bomb
 */
export async function inspectDocx(bytes: Uint8Array, signal: AbortSignal): Promise<Inspected> {
  const entries = listEntries(bytes)
  const names = entries.map(({ name }) => name)
  for (const needed of [TYPES, DOCUMENT])
    if (!names.includes(needed)) throw new RefusedDocx('NOT_A_DOCX', needed, 'it is missing: this is no Word document')
  const isWanted = (name: string) =>
    name === TYPES || name === STYLES_PART || SKELETON_PART.test(name) || name.endsWith('.rels')
  const parts = await unpackParts(bytes, entries, { isWanted, signal })

  const errors = forbiddenEntries(names)
  const tell = (found: SetupError[]) => {
    for (const error of found.slice(0, MOST_ERRORS)) errors.push(error)
  }
  const placeholders = new Set<string>()
  const tables = new Set<string>()
  const texts = new Map<string, string>()
  for (const [name, content] of parts) {
    // Each is read in one go; in between others of this process go on.
    await turn(undefined, { signal })
    const xml = readXml(name, content)
    if (name === TYPES) tell(forbiddenTypes(name, xml))
    else if (name.endsWith('.rels')) tell(forbiddenRelationships(name, xml))
    else texts.set(name, xml)
    if (SKELETON_PART.test(name)) {
      if (name === DOCUMENT && !/<w:body[\s>]/.test(xml))
        throw new RefusedDocx('NOT_A_DOCX', name, 'it has no w:body: this is no Word document')
      const found = findFillable(name, xml)
      for (const placeholder of found.placeholders) placeholders.add(placeholder)
      for (const table of found.tables) tables.add(table)
    }
  }
  if (placeholders.size > MOST_NAMES || tables.size > MOST_NAMES)
    throw new RefusedDocx('TOO_LARGE', DOCUMENT, `it has more than ${MOST_NAMES} placeholders or tables`)
  const told = errors.slice(0, MOST_ERRORS).map(({ code, pointer, detail }) => ({
    ...{ code, pointer: printable(pointer), detail: printable(detail) },
  }))
  const structure = await readStructure(texts, signal)
  return { placeholders: [...placeholders], tables: [...tables], errors: told, structure }
}
