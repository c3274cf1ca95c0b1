// A skeleton past the check that a worker makes of it, with what was found in it and what ingest said of it.
import { randomUUIDv7 as uuid } from 'node:crypto'
import type { OutlineItem } from '#contracts/skeleton-structure.ts'
import type { FoundTemplate, SkeletonStyle } from '#domain/setup/skeleton-structure.ts'
import type { TestDatabase } from './test-database.ts'

export interface PlantedSkeleton {
  name?: string
  outline?: OutlineItem[]
  styles?: SkeletonStyle[]
  placeholders?: string[]
  tables?: string[]
  templates?: FoundTemplate[]
}

const DOCUMENT = 'word/document.xml'
const BY = { sub: 'ada', principal: 'human' }

/** @returns its id */
export async function plantSkeleton(
  { owner }: Pick<TestDatabase, 'owner'>,
  tenant: string,
  planted: PlantedSkeleton = {},
): Promise<string> {
  const { name = 'minutes.docx', outline = OUTLINE, styles = STYLES, templates = TEMPLATES } = planted
  const { placeholders = ['TITLE', 'BODY', 'Body:Section_4', 'VOTES', 'VERSION'], tables = ['TBL_VOTES'] } = planted
  const id = uuid()
  await owner`
    INSERT INTO tenant_skeletons ${owner({
      ...{ id, tenant_id: tenant, name, object_key: `skeletons/${id}.docx`, s3_version_id: 'v1' },
      ...{ sha256: 'a'.repeat(64), bytes: 2048, status: 'ACTIVE', decided_at: new Date() },
      ...{ placeholders: owner.json(placeholders), tables: owner.json(tables), errors: owner.json([]) },
      created_by: owner.json(BY),
    })}`
  await owner`
    INSERT INTO skeleton_findings ${owner({
      ...{ skeleton_id: id, tenant_id: tenant, read_at: new Date() },
      structure: owner.json({ outline, styles, truncated: false } as never),
      ...{ discovery: 'DONE', discovered_at: new Date(), templates_at: new Date() },
      templates: owner.json(templates as never),
    })}`
  return id
}

/** What the check of a worker would do. */
export async function decideConfig(
  { owner }: Pick<TestDatabase, 'owner'>,
  tenant: string,
  version: number,
  errors: { code: string; pointer: string; detail: string }[] = [],
): Promise<void> {
  await owner`
    UPDATE tenant_config_versions
    SET status = ${errors.length === 0 ? 'ACTIVE' : 'REFUSED'}, errors = ${owner.json(errors)}, decided_at = now()
    WHERE tenant_id = ${tenant} AND version = ${version}`
}

const OUTLINE: OutlineItem[] = [
  { kind: 'header', part: 'word/header1.xml', text: 'Minutes', placeholders: [] },
  { kind: 'heading', part: DOCUMENT, level: 0, text: '{{TITLE}}', placeholders: ['TITLE'] },
  { kind: 'paragraph', part: DOCUMENT, text: '{{BODY}}', placeholders: ['BODY'] },
  { kind: 'heading', part: DOCUMENT, level: 1, text: 'Section 4', placeholders: [] },
  { kind: 'paragraph', part: DOCUMENT, text: 'Proposed: {{Body:Section_4}}', placeholders: ['Body:Section_4'] },
  { kind: 'heading', part: DOCUMENT, level: 2, text: 'Votes', placeholders: [] },
  { kind: 'paragraph', part: DOCUMENT, text: '{{VOTES}}', placeholders: ['VOTES'] },
  {
    ...{ kind: 'table', part: DOCUMENT, id: 'TBL_VOTES', header: ['Topic', 'Name', 'Vote'] },
    ...{ columns: 3, rows: 2, placeholders: [] },
  },
  { kind: 'footer', part: 'word/footer1.xml', text: 'Version {{VERSION}}', placeholders: ['VERSION'] },
]
const STYLES: SkeletonStyle[] = [
  { id: 'Normal', name: 'Normal', type: 'paragraph', default: true },
  { id: 'Caption', name: 'caption', type: 'paragraph', default: false },
  { id: 'Grid', name: 'Table Grid', type: 'table', default: false },
]
const TEMPLATES: FoundTemplate[] = [
  {
    ...{ templateId: 'TPL_PROPOSICIONES', name: 'Proposals', placeholder: 'Body:Section_4' },
    evidence: [{ kind: 'PLACEHOLDER', part: DOCUMENT, text: '{{Body:Section_4}}' }],
  },
  { templateId: 'TPL_VOTES', name: 'Votes', placeholder: null, evidence: [] },
]
