// The rules of a skeleton, the DOCX that documents are made from: whoever checks one and whoever fills one keep to these.
import { z } from 'zod'

/** CONTRACT, section 2: a skeleton has at most 20 MiB. */
export const MAX_SKELETON_BYTES = 20 * 1024 * 1024
/** Unpacked; what holds more is no template but a zip bomb. */
export const MAX_SKELETON_UNPACKED_BYTES = 200 * 1024 * 1024

/**
 * `{{NAME}}` in the text of a paragraph, its runs joined, of the body, a header or a footer. Global: for `matchAll` and `replaceAll`.
 * A table has an id of the same form, its alt-text title (`w:tblPr/w:tblCaption`): first row = header, the others show the format.
 */
export const PLACEHOLDER = /\{\{([A-Za-z][A-Za-z0-9_:.-]{0,99})\}\}/g

export const PlaceholderName = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9_:.-]{0,99}$/,
    'must be a letter and up to 99 letters, digits, underscores, colons, dots, dashes',
  )
export type PlaceholderName = z.infer<typeof PlaceholderName>

/** One value each, wherever they stand; every other placeholder is a zone that blocks go to. */
export const FIELD_PLACEHOLDERS = [
  'TITLE',
  'DATE',
  'START_TIME',
  'END_TIME',
  'TIMEZONE',
  'SESSION_ID',
  'VERSION',
  'SPEAKERS',
  'GAPS',
] as const
export type FieldPlaceholder = (typeof FIELD_PLACEHOLDERS)[number]

/** The zone of blocks without a target, or with one that the skeleton lacks; where it is absent, the end of the document is. */
export const BODY_PLACEHOLDER = 'BODY'

/** The parts of a DOCX that placeholders are looked for in. */
export const SKELETON_PART = /^word\/(document|header\d*|footer\d*)\.xml$/

/** What `style_map` names styles for; a use without a style of the skeleton is Normal. */
export const STYLE_USES = [
  'TEXT',
  'TOPIC',
  'SPEAKER',
  'SYSTEM_NOTE',
  'GAP',
  'AUDIO_PENDING',
  'CAPTION',
  'RESTRICTED',
  'TABLE',
] as const
export type StyleUse = (typeof STYLE_USES)[number]

/** The names in a text, each once, in their order. */
export function placeholdersIn(text: string): string[] {
  return [...new Set([...text.matchAll(PLACEHOLDER)].map(match => match[1] ?? ''))]
}

export function isField(name: string): name is FieldPlaceholder {
  return FIELD_PLACEHOLDERS.some(field => field === name)
}
