// Which templates a document has: what says so stands in it, and nothing is guessed from what its text is about.
import { BODY_PLACEHOLDER, isField, PLACEHOLDER, placeholdersIn } from '#contracts/skeleton.ts'
import type { EvidenceKind } from '#contracts/upstream/ingest.ts'
import { headingStyles } from './heading-styles.ts'
import { DOCUMENT_PART, DocxUnreadable, openDocx } from './open-docx.ts'
import { walkDocument } from './walk-document.ts'

export interface FoundTemplate {
  templateId: string
  name: string
  placeholder?: string
  evidence: { kind: EvidenceKind; part: string; text: string }[]
}

/** How core names its templates. */
const TEMPLATE_TAG = /^TPL_[A-Z0-9_]{1,96}$/
const MOST_TEMPLATES = 1000
const LONGEST_TEXT = 200

/**
 * 1. A content control whose tag begins with TPL_ is the template of that id; the first placeholder inside is where its blocks go.
 * 2. Any other placeholder that is no field and not BODY is the template TPL_ and its name.
 * A template is called as the control's title says, else as the heading that it stands under, else by its id.
 * @throws DocxUnreadable
 */
export function discoverTemplates(docx: Uint8Array): FoundTemplate[] {
  const { document, styles } = openDocx(docx)
  const found = new Map<string, FoundTemplate>()
  let heading = ''
  /** The templates of the controls that are open; undefined for a control of another purpose. */
  const open: (FoundTemplate | undefined)[] = []

  const template = (templateId: string, title: string): FoundTemplate => {
    const known = found.get(templateId)
    if (known !== undefined) return known
    if (found.size === MOST_TEMPLATES) throw new DocxUnreadable(`it has more than ${MOST_TEMPLATES} templates`)
    const name = short(title || heading || nameOf(templateId))
    const made: FoundTemplate = { templateId, name, evidence: [] }
    if (heading !== '') tell(made, 'HEADING', heading)
    found.set(templateId, made)
    return made
  }
  walkDocument(document, headingStyles(styles), {
    controlBegins({ tag, alias }) {
      const named = TEMPLATE_TAG.test(tag) ? template(tag, alias) : undefined
      if (named !== undefined) tell(named, 'CONTENT_CONTROL', alias === '' ? tag : `${tag} ${alias}`)
      open.push(named)
    },
    controlEnds: () => void open.pop(),
    paragraph({ text, isHeading }) {
      if (isHeading) heading = text.replaceAll(PLACEHOLDER, '').trim()
      for (const placeholder of placeholdersIn(text)) {
        if (isField(placeholder) || placeholder === BODY_PLACEHOLDER) continue
        const within = open.findLast(control => control !== undefined)
        const its = within?.placeholder === undefined ? within : undefined
        const owner = its ?? template(`TPL_${placeholder.toUpperCase()}`, '')
        owner.placeholder ??= placeholder
        tell(owner, 'PLACEHOLDER', text)
      }
    },
  })
  return [...found.values()]
}

function tell(template: FoundTemplate, kind: EvidenceKind, text: string): void {
  template.evidence.push({ kind, part: DOCUMENT_PART, text: short(text) })
}

const short = (text: string) => (text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT - 1)}…`)

/** `TPL_VOTE_RESULTS` → `Vote results`. */
function nameOf(templateId: string): string {
  const words = templateId
    .slice('TPL_'.length)
    .replaceAll(/[_:.-]+/g, ' ')
    .trim()
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
