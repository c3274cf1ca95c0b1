// The session configuration of the sample: what the reference core hears goes to where the skeleton has a place for it.
import { BODY_PLACEHOLDER, isField } from '#contracts/skeleton.ts'

const STYLES = {
  ...{ TOPIC: 'Heading 3', SPEAKER: 'Speaker', CAPTION: 'Caption' },
  ...{ SYSTEM_NOTE: 'Quote', RESTRICTED: 'Quote', GAP: 'Gap', AUDIO_PENDING: 'Pending' },
}
const ZONES = { TPL_PROPOSAL: 'PROPOSALS' }
const TABLES = { VOTE: 'TBL_VOTES', ACTION_ITEM: 'TBL_ACTIONS' }

/** @param skeleton its placeholders and tables, as the check found them */
export function sampleConfig({ placeholders, tables }: { placeholders: string[]; tables: string[] }) {
  const zones = placeholders.filter(name => !isField(name) && name !== BODY_PLACEHOLDER)
  const known = Object.entries(ZONES).filter(([, zone]) => zones.includes(zone))
  const taken = new Set(known.map(([, zone]) => zone))
  // A zone that the core knows no template for is still a zone: of the template of its own name.
  const own = zones.filter(zone => !taken.has(zone)).map(zone => [`TPL_${zone}`, zone])
  return {
    adapter_id: 'reference',
    style_map: STYLES,
    zone_map: Object.fromEntries([...known, ...own]) as Record<string, string>,
    table_map: Object.fromEntries(Object.entries(TABLES).filter(([, table]) => tables.includes(table))),
  }
}
