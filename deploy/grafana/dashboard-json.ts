// A dashboard in Grafana's own JSON (schema 39 and newer read it), from the few things that ours differ in.

export interface Panel {
  title: string
  /** What the reader should know before concluding anything. */
  about?: string
  /** Grafana's unit: `s`, `short`, `reqps`, `percentunit`, `bytes`. */
  unit: string
  /** PromQL by legend. */
  queries: Readonly<Record<string, string>>
  /** A number instead of lines. */
  stat?: true
}

export interface Dashboard {
  uid: string
  title: string
  about: string
  rows: readonly { title: string; panels: readonly Panel[] }[]
}

const COLUMNS = 24
const HEIGHT = 8
const STAT_HEIGHT = 4

export function dashboardJson({ uid, title, about, rows }: Dashboard): object {
  const panels: object[] = []
  let y = 0
  for (const row of rows) {
    panels.push({ type: 'row', title: row.title, collapsed: false, gridPos: { h: 1, w: COLUMNS, x: 0, y }, panels: [] })
    y++
    const height = row.panels.every(panel => panel.stat) ? STAT_HEIGHT : HEIGHT
    const width = Math.floor(COLUMNS / row.panels.length)
    panels.push(...row.panels.map((panel, index) => panelJson(panel, { h: height, w: width, x: index * width, y })))
    y += height
  }
  return {
    uid,
    title,
    description: about,
    tags: ['mandate'],
    schemaVersion: 39,
    editable: false,
    refresh: '15s',
    time: { from: 'now-3h', to: 'now' },
    timezone: 'browser',
    templating: {
      list: [{ name: 'source', label: 'Prometheus', type: 'datasource', query: 'prometheus', refresh: 1 }],
    },
    links: [{ type: 'dashboards', tags: ['mandate'], asDropdown: true, title: 'Mandate' }],
    panels: panels.map((panel, index) => ({ id: index + 1, ...panel })),
  }
}

const SOURCE = { type: 'prometheus', uid: '$source' }

function panelJson({ title, about, unit, queries, stat }: Panel, gridPos: object): object {
  return {
    type: stat ? 'stat' : 'timeseries',
    title,
    ...(about === undefined ? {} : { description: about }),
    datasource: SOURCE,
    gridPos,
    fieldConfig: {
      defaults: { unit, min: 0, ...(stat ? {} : { custom: { fillOpacity: 8, showPoints: 'never' } }) },
      overrides: [],
    },
    options: stat
      ? { reduceOptions: { calcs: ['lastNotNull'] }, colorMode: 'value', graphMode: 'area' }
      : {
          legend: { displayMode: 'table', placement: 'right', calcs: ['lastNotNull', 'max'] },
          tooltip: { mode: 'multi' },
        },
    targets: Object.entries(queries).map(([legendFormat, expr], index) => ({
      refId: String.fromCharCode(65 + index),
      datasource: SOURCE,
      expr,
      legendFormat,
    })),
  }
}
