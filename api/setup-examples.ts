// Examples of the session setup: what a skeleton is made of, its templates, and the versions of a configuration.
import { EXAMPLES } from './examples.ts'

const AT = EXAMPLES.skeleton.created_at
const DOCUMENT = 'word/document.xml'
const discovery = { status: 'DONE', at: AT, error: null, templates_at: AT }

export const SETUP_EXAMPLES = {
  structure: {
    ...{ skeleton_id: EXAMPLES.ids.skeleton, status: 'READ', read_at: AT, error: null },
    outline: [
      { kind: 'heading', part: DOCUMENT, level: 0, text: '{{TITLE}}', placeholders: ['TITLE'] },
      { kind: 'heading', part: DOCUMENT, level: 1, text: 'Proposals', placeholders: [] },
      { kind: 'paragraph', part: DOCUMENT, text: '{{PROPOSALS}}', placeholders: ['PROPOSALS'] },
      {
        ...{ kind: 'table', part: DOCUMENT, id: 'TBL_VOTES', header: ['Topic', 'Name', 'Vote'] },
        ...{ columns: 3, rows: 2, placeholders: [] },
      },
      { kind: 'footer', part: 'word/footer1.xml', text: 'Version {{VERSION}}', placeholders: ['VERSION'] },
    ],
    styles: [
      { id: 'Normal', name: 'Normal', type: 'paragraph', default: true },
      { id: 'Heading1', name: 'heading 1', type: 'paragraph', default: false },
    ],
    ...{ truncated: false, placeholders: ['TITLE', 'PROPOSALS', 'VERSION'], tables: ['TBL_VOTES'] },
  },
  discovery,
  templates: {
    data: [
      {
        ...{ template_id: 'TPL_PROPOSALS', placeholder: null, discovered: true, discovered_at: AT },
        ...{ name: 'Proposals', suggested_placeholder: 'PROPOSALS' },
        evidence: [{ kind: 'PLACEHOLDER', part: DOCUMENT, text: '{{PROPOSALS}}' }],
        seen: { blocks: 12, last_at: AT },
      },
    ],
    next_cursor: null,
    ...{ skeleton_id: EXAMPLES.ids.skeleton, config_version: 3, discovery },
    unmapped_placeholders: ['PROPOSALS'],
    tables: [{ table_id: 'TBL_VOTES', intent_ids: ['VOTE'], exists: true }],
  },
  discoverRequest: { skeleton_id: EXAMPLES.ids.skeleton },
}
