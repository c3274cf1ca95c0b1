// What a skeleton is made of, in the order of its document: where placeholders stand, which tables and which styles there are.

/** A break before which a section ends. */
export const SECTION_BREAKS = ['nextPage', 'continuous', 'evenPage', 'oddPage', 'nextColumn'] as const
export type SectionBreak = (typeof SECTION_BREAKS)[number]

/** `part` is that of the DOCX, such as word/document.xml; `text` is cut, around the first placeholder where there is one. */
export type OutlineItem =
  /** Level 0 is the title, 1 to 9 are Word's headings. */
  | { kind: 'heading'; part: string; level: number; text: string; placeholders: string[] }
  /** One that holds placeholders; others are left out. */
  | { kind: 'paragraph'; part: string; text: string; placeholders: string[] }
  /** `id` is its alternative-text title; null for a table without one. `header`: the cells of its first row. */
  | {
      kind: 'table'
      part: string
      id: string | null
      header: string[]
      columns: number
      rows: number
      placeholders: string[]
    }
  | { kind: 'header' | 'footer'; part: string; text: string; placeholders: string[] }
  | { kind: 'section'; part: string; break: SectionBreak; placeholders: string[] }

export const STYLE_TYPES = ['paragraph', 'character', 'table'] as const
export type StyleType = (typeof STYLE_TYPES)[number]

export interface SkeletonStyle {
  id: string
  /** What `style_map` names it by. */
  name: string
  type: StyleType
  /** Of its type where nothing else is said. */
  default: boolean
}

export interface SkeletonStructure {
  outline: OutlineItem[]
  styles: SkeletonStyle[]
  /** More is in the document than is kept here. */
  truncated: boolean
}

/** A template as ingest names it, with what in the DOCX says that it is there. */
export interface FoundTemplate {
  templateId: string
  name: string
  /** Where its blocks would go; null: the document does not say. */
  placeholder: string | null
  evidence: { kind: string; part: string; text: string }[]
}

/** What is known of a skeleton beside the verdict on it; each may be found again, and the newest counts. */
export interface SkeletonFindings {
  /** null: never read, or it could not be: then `structureError` says why. */
  structure: SkeletonStructure | null
  structureError: string | null
  readAt: Date | null
  /** Whether a worker is to read it again. */
  reading: boolean
  discovery: TemplateDiscovery
}

/** NONE: never asked. ASKED: a worker is to ask. DONE, FAILED: as ingest answered the last time; `templates` is what it said when it last did. */
export interface TemplateDiscovery {
  status: 'NONE' | 'ASKED' | 'DONE' | 'FAILED'
  at: Date | null
  error: string | null
  templates: FoundTemplate[]
  /** When `templates` were said. */
  templatesAt: Date | null
}
