// What the chart knows of the product lies in its folder as data. When the product changes, `npx vitest run -u` on this file writes it anew.
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { stringify } from 'yaml'
import { QUEUE_NAMES } from '#queues/topology.ts'
import { CONFIGS, type ProcessName, settingsOf } from '#test/support/helm/process-settings.ts'
import { CHART } from '#test/support/helm/run-helm.ts'

it('the chart knows every queue of the topology', async () => {
  await expect(stringify(QUEUE_NAMES)).toMatchFileSnapshot(join(CHART, 'files/queues.yaml'))
})

it('the chart knows which settings each process reads', async () => {
  const settings = (Object.keys(CONFIGS) as ProcessName[]).map(process => [process, settingsOf(process)])
  await expect(stringify(Object.fromEntries(settings))).toMatchFileSnapshot(join(CHART, 'files/settings.yaml'))
})
