// GET /tenants/current/skeletons/{id}/structure
import { StructureResource } from '#contracts/skeleton-structure.ts'
import type { Skeleton } from '#domain/setup/setup.ts'
import { json } from '../../pipeline/answer.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { structureResource } from '../../resources/skeleton-resource.ts'
import { SETUP_EXAMPLES } from '../../setup-examples.ts'
import { demandFindings } from '../../skeletons/demand-findings.ts'

export const getStructure = defineRoute<Skeleton>({
  method: 'get',
  path: '/tenants/current/skeletons/{id}/structure',
  name: 'getSkeletonStructure',
  tag: 'Session setup',
  summary: 'What a skeleton is made of: its outline, its styles, its placeholders and tables',
  description:
    'Read from the DOCX by the worker that checks it: headers, then the body in its order (headings, paragraphs that hold placeholders, tables, section breaks), then footers. `outline` and `styles` are null while it was never read: see `status`, and `POST …/check`.',
  scopes: ['tenant:admin'],
  subject: (ports, caller, id) => ports.setup.skeleton(caller.reader, id),
  answers: [
    { status: 200, description: 'As it was read', schema: StructureResource, example: SETUP_EXAMPLES.structure },
  ],
  async run({ ports, caller, subject }) {
    return json(200, structureResource(subject, await demandFindings(ports, caller, subject)))
  },
})
