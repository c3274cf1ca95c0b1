// Does a campaign cost the same when many have been before it? One process, one fresh database, 100 in flight all along.
import type { Measured } from './child/main.ts'
import { runChild } from './child/run-child.ts'
import { newPlace, SATURATED } from './new-place.ts'
import { loads, machine } from './report/machine.ts'
import { median, printTable } from './report/table.ts'
import { openServers } from './servers/open-servers.ts'

const SECTIONS = 10

/** @param campaigns how many in all, the first thousand apart: they warm the process up */
export async function measureLong(campaigns = 100_000): Promise<void> {
  const servers = await openServers()
  try {
    console.log(`${servers.versions}; ${machine()}; load average ${loads()}`)
    const count = Math.round((campaigns - 1000) / SECTIONS)
    const measurements = [{ count: 1000 }, ...Array.from({ length: SECTIONS }, () => ({ count }))]
    const place = newPlace(servers, { tenants: 50, logLevel: 'info' })
    const sections: Measured[] = []
    let done = 0
    await runChild(
      {
        contestant: 'engine',
        place,
        pids: servers.pids,
        warmUpMs: 0,
        measurements: measurements.map(each => ({ ...each, inFlight: SATURATED })),
      },
      measured => {
        done += measured.count
        if (done > 1000) sections.push(measured)
        console.log(
          `${String(done).padStart(7)}  ${perSecond(measured).toFixed(0)} campaigns/s, load average ${loads()}`,
        )
      },
    )
    report(sections)
  } finally {
    await servers.stop()
  }
}

function report(sections: Measured[]): void {
  const cpu = sections.map(cpuPerThousand)
  printTable(
    ['section', 'campaigns/s', 'CPU s per 1000', 'RSS MB'],
    sections.map((section, index) => [
      String(index + 1),
      perSecond(section).toFixed(0),
      cpuPerThousand(section).toFixed(2),
      section.rssMb.toFixed(0),
    ]),
  )
  const growth = (values: number[]) => median(values.slice(-3)) / median(values.slice(0, 3)) - 1
  console.log(`CPU of the last three sections against the first three: ${percent(growth(cpu))} (bar: within 15 %)`)
  console.log(`time: ${percent(growth(sections.map(section => 1 / perSecond(section))))}`)
}

const perSecond = ({ count, wallMs }: Measured) => (count / wallMs) * 1000

function cpuPerThousand({ count, cpuSeconds: { node, postgres = 0, redis = 0 } }: Measured): number {
  return ((node + postgres + redis) / count) * 1000
}

const percent = (share: number) => `${share >= 0 ? '+' : ''}${(share * 100).toFixed(1)} %`
