// Alerts, dashboards and the documented metrics name the same things.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { findPromtool } from '#test/support/find-promtool.ts'
import { dashboardFiles } from '../../../deploy/grafana/make-dashboards.ts'

const deploy = resolve(import.meta.dirname, '../../../deploy')
const read = (path: string) => readFileSync(resolve(deploy, path), 'utf8')
const documented = new Set(read('metrics.md').match(/(?<=`)[a-z_0-9]+(?=`)/g))
const rules = (
  parse(read('prometheus/alerts.yml')) as { groups: { rules: { alert: string; expr: string }[] }[] }
).groups.flatMap(group => group.rules)
const promtool = findPromtool()

/** The metrics that a PromQL text names, histograms by their own name. */
function metricsOf(text: string): string[] {
  return [...text.matchAll(/\b(mandate_[a-z_]+|http_[a-z_]+|nodejs_[a-z_0-9]+|process_[a-z_]+)\b/g)]
    .map(([name]) => name.replace(/_(bucket|count|sum)$/, ''))
    .filter(name => !/^mandate_(api_writer|api|worker|ops|board)$/.test(name))
}

/** Whose last word is a unit of a count: it is part of the name. */
const isDocumented = (name: string) => documented.has(name) || documented.has(`${name}_count`)

describe('every metric that is asked for is documented:', () => {
  it.each(rules.map(rule => [rule.alert, rule.expr]))('by the alert %s', (_, expr) => {
    expect(metricsOf(expr).filter(name => !isDocumented(name))).toEqual([])
  })

  it.each(Object.entries(dashboardFiles()))('by the dashboard %s', (_, text) => {
    const { panels } = JSON.parse(text) as { panels: { targets?: { expr: string }[] }[] }
    const asked = panels.flatMap(panel => (panel.targets ?? []).flatMap(target => metricsOf(target.expr)))
    expect(asked.length).toBeGreaterThan(10)
    expect(asked.filter(name => !isDocumented(name))).toEqual([])
  })
})

describe('the dashboards', () => {
  it('are what they are made from', () => {
    const written = readdirSync(resolve(deploy, 'grafana/dashboards')).sort()
    expect(written).toEqual(Object.keys(dashboardFiles()).sort())
    for (const [name, text] of Object.entries(dashboardFiles())) expect(read(`grafana/dashboards/${name}`)).toBe(text)
  })

  it('have no two panels in one place', () => {
    for (const text of Object.values(dashboardFiles())) {
      const { panels } = JSON.parse(text) as { panels: { id: number; gridPos: { x: number; y: number; w: number } }[] }
      const places = panels.map(({ gridPos }) => `${gridPos.x} ${gridPos.y}`)
      expect(new Set(places).size).toBe(places.length)
      for (const { gridPos } of panels) expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24)
    }
  })
})

describe('an alert', () => {
  it.each(rules.map(rule => rule.alert))('%s has a chapter in the runbook, and a test', alert => {
    expect(read('runbook.md')).toContain(`\n### ${alert}\n`)
    expect(read('prometheus/alerts.test.yml')).toContain(`- name: ${alert}\n`)
  })

  it.skipIf(promtool === undefined)('fires when it should and not before, says promtool', { timeout: 60_000 }, () => {
    const run = (...args: string[]) => execFileSync(promtool ?? '', args, { encoding: 'utf8', stdio: 'pipe' })
    expect(run('check', 'rules', resolve(deploy, 'prometheus/alerts.yml'))).toMatch(/SUCCESS/)
    expect(run('test', 'rules', resolve(deploy, 'prometheus/alerts.test.yml'))).toMatch(/SUCCESS/)
  })
})
