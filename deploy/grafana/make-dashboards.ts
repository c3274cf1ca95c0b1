// `node deploy/grafana/make-dashboards.ts`: writes the dashboards that Grafana is provisioned with, one for each flow and one for the engine.
import { writeFileSync } from 'node:fs'
import { dashboardJson } from './dashboard-json.ts'
import { DASHBOARDS } from './dashboards.ts'

/** @returns the text of each file, by name */
export function dashboardFiles(): Record<string, string> {
  return Object.fromEntries(
    DASHBOARDS.map(dashboard => [`${dashboard.uid}.json`, `${JSON.stringify(dashboardJson(dashboard), null, 2)}\n`]),
  )
}

if (import.meta.main)
  for (const [name, text] of Object.entries(dashboardFiles()))
    writeFileSync(new URL(`dashboards/${name}`, import.meta.url), text)
