// Fills the fields of a skeleton, in its body, headers and footers.
import { type IPatch, PatchType, patchDetector, patchDocument, TextRun } from 'docx'
import { unzipSync, zipSync } from 'fflate'
import { FIELD_PLACEHOLDERS, type FieldPlaceholder, isField, PlaceholderName } from '#contracts/skeleton.ts'
import { writable } from '../document/xml-text.ts'
import { type Parts, SkeletonInvalid } from './open-skeleton.ts'

/** The parts with every field in its place, in the format of its placeholder; what is left of zones beside other text is taken out. */
export async function fillFields(parts: Parts, fields: Readonly<Record<FieldPlaceholder, string>>): Promise<Parts> {
  const data = zipSync(Object.fromEntries(parts), { level: 0 })
  try {
    const names = (await patchDetector({ data })).filter(name => PlaceholderName.safeParse(name).success)
    const rest = names.filter(name => !isField(name)).map(name => [name, patchOf('')] as const)
    const patches = FIELD_PLACEHOLDERS.map(name => [name, patchOf(fields[name])] as const)
    const filled = await patchDocument({
      outputType: 'uint8array',
      data,
      patches: Object.fromEntries([...rest, ...patches]),
      keepOriginalStyles: true,
    })
    return new Map(Object.entries(unzipSync(filled)))
  } catch (error) {
    throw new SkeletonInvalid('its placeholders cannot be replaced', error)
  }
}

function patchOf(value: string): IPatch {
  const lines = plain(value).split('\n')
  const children = lines.map((text, index) => new TextRun(index === 0 ? text : { text, break: 1 }))
  return { type: PatchType.PARAGRAPH, children }
}

/** A title that looks like a placeholder is still a title: an invisible joiner keeps the next patch off it. */
function plain(value: string): string {
  return writable(value).replaceAll('{{', '{\u2060{')
}
