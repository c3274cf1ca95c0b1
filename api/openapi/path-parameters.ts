// What a path asks for: its parameters, each with an example, and the path with those examples in it.
import { PLATFORMS } from '#domain/action/action-status.ts'
import { EXAMPLES } from '../examples.ts'

const OTHERS = {
  platform: { schema: { type: 'string', enum: PLATFORMS }, example: 'META' },
  account: { schema: { type: 'string' }, example: 'brand-page' },
  sequence_id: { schema: { type: 'integer', minimum: 1 }, example: 17 },
  version: { schema: { type: 'integer', minimum: 1 }, example: 3 },
  asset_id: { schema: { type: 'string', format: 'uuid' }, example: EXAMPLES.asset.asset_id },
  delivery_id: { schema: { type: 'string', format: 'uuid' }, example: EXAMPLES.delivery.delivery_id },
  upload_id: { schema: { type: 'string', format: 'uuid' }, example: EXAMPLES.uploadStarted.upload_id },
}

export function pathParameters(path: string): { name: string; example: unknown }[] {
  const all = { id: { schema: { type: 'string', format: 'uuid' }, example: exampleId(path) }, ...OTHERS }
  return Object.entries(all).flatMap(([name, rest]) =>
    path.includes(`{${name}}`) ? [{ name, in: 'path', required: true, ...rest }] : [],
  )
}

/** `/session/019ae3f0-…/blocks/17` */
export function examplePath(path: string): string {
  return pathParameters(path).reduce((text, { name, example }) => text.replace(`{${name}}`, String(example)), path)
}

function exampleId(path: string): string {
  if (path.startsWith('/session')) return EXAMPLES.ids.session
  if (path.startsWith('/actions')) return EXAMPLES.ids.action
  if (path.startsWith('/webhooks')) return EXAMPLES.webhook.webhook_id
  return path.startsWith('/tenants') ? EXAMPLES.ids.skeleton : EXAMPLES.ids.campaign
}
