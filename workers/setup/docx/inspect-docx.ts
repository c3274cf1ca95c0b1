// Whether bytes are a DOCX that documents may be made from, and what can be filled in it.
import { setImmediate as turn } from 'node:timers/promises'
import { SKELETON_PART } from '#contracts/skeleton.ts'
import type { SetupError } from '#domain/setup/setup.ts'
import { type Fillable, findFillable } from './find-fillable.ts'
import { forbiddenEntries, forbiddenRelationships, forbiddenTypes } from './find-forbidden.ts'
import { listEntries } from './list-entries.ts'
import { printable } from './printable.ts'
import { readXml } from './read-xml.ts'
import { RefusedDocx } from './refused-docx.ts'
import { unpackParts } from './unpack-parts.ts'

const TYPES = '[Content_Types].xml'
const DOCUMENT = 'word/document.xml'
/** Of placeholders, and of tables. */
const MOST_NAMES = 1000
const MOST_ERRORS = 100

/**
 * @returns everything that speaks against it, and what can be filled
 * @throws RefusedDocx when nothing more can be said, such as of a zip bomb
 */
export async function inspectDocx(
  bytes: Uint8Array,
  signal: AbortSignal,
): Promise<Fillable & { errors: SetupError[] }> {
  const entries = listEntries(bytes)
  const names = entries.map(({ name }) => name)
  for (const needed of [TYPES, DOCUMENT])
    if (!names.includes(needed)) throw new RefusedDocx('NOT_A_DOCX', needed, 'it is missing: this is no Word document')
  const isWanted = (name: string) => name === TYPES || SKELETON_PART.test(name) || name.endsWith('.rels')
  const parts = await unpackParts(bytes, entries, { isWanted, signal })

  const errors = forbiddenEntries(names)
  const tell = (found: SetupError[]) => {
    for (const error of found.slice(0, MOST_ERRORS)) errors.push(error)
  }
  const placeholders = new Set<string>()
  const tables = new Set<string>()
  for (const [name, content] of parts) {
    // Each is read in one go; in between others of this process go on.
    await turn(undefined, { signal })
    const xml = readXml(name, content)
    if (name === TYPES) tell(forbiddenTypes(name, xml))
    else if (name.endsWith('.rels')) tell(forbiddenRelationships(name, xml))
    else {
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
  return { placeholders: [...placeholders], tables: [...tables], errors: told }
}
