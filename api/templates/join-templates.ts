// What ingest discovered, what the configuration maps and what core named: one list of templates, and what is mapped of none.
import { BODY_PLACEHOLDER, isField } from '#contracts/skeleton.ts'
import type { TemplateResource } from '#contracts/skeleton-structure.ts'
import type { SeenTemplate } from '#domain/ports/setup-ledger.ts'
import type { ConfigVersion, Skeleton } from '#domain/setup/setup.ts'
import type { TemplateDiscovery } from '#domain/setup/skeleton-structure.ts'

export interface KnownOfTemplates {
  discovery: TemplateDiscovery
  skeleton: Pick<Skeleton, 'placeholders' | 'tables'> | undefined
  /** In force. */
  config: Pick<ConfigVersion, 'zoneMap' | 'tableMap'> | undefined
  seen: readonly SeenTemplate[]
}

export interface JoinedTemplates {
  /** Discovered ones first, in the order of the document; then those that are only mapped, then those only seen. */
  data: TemplateResource[]
  /** Zones of the skeleton that no template goes to. */
  unmapped_placeholders: string[]
  tables: { table_id: string; intent_ids: string[]; exists: boolean }[]
}

export function joinTemplates({ discovery, skeleton, config, seen }: KnownOfTemplates): JoinedTemplates {
  const zones = new Map(Object.entries(config?.zoneMap ?? {}))
  const found = new Map(discovery.templates.map(template => [template.templateId, template]))
  const named = new Map(seen.map(one => [one.templateId, one]))
  const ids = new Set([...found.keys(), ...zones.keys(), ...named.keys()])
  const data = [...ids].map((id): TemplateResource => {
    const template = found.get(id)
    const blocks = named.get(id)
    return {
      template_id: id,
      placeholder: zones.get(id) ?? null,
      discovered: template !== undefined,
      discovered_at: template === undefined ? null : (discovery.templatesAt?.toISOString() ?? null),
      name: template?.name ?? null,
      suggested_placeholder: template?.placeholder ?? null,
      evidence: template?.evidence ?? [],
      seen: blocks === undefined ? null : { blocks: blocks.blocks, last_at: blocks.lastAt.toISOString() },
    }
  })
  const unmapped_placeholders = unmapped(skeleton?.placeholders ?? [], zones)
  return { data, unmapped_placeholders, tables: tablesOf(skeleton, config) }
}

function unmapped(placeholders: readonly string[], zones: ReadonlyMap<string, string>): string[] {
  const taken = new Set(zones.values())
  return placeholders.filter(name => !isField(name) && name !== BODY_PLACEHOLDER && !taken.has(name))
}

function tablesOf(skeleton: KnownOfTemplates['skeleton'], config: KnownOfTemplates['config']) {
  const intents = Map.groupBy(Object.entries(config?.tableMap ?? {}), ([, table]) => table)
  const ids = new Set([...(skeleton?.tables ?? []), ...intents.keys()])
  return [...ids].map(table => ({
    table_id: table,
    intent_ids: (intents.get(table) ?? []).map(([intent]) => intent),
    exists: skeleton?.tables.includes(table) ?? false,
  }))
}
