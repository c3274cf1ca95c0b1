// `npm run bench`: what the engine costs beside bare BullMQ and beside the ledger one writes first. Every other question
// about cost is a flag of it.
import { parseArgs } from 'node:util'
import { measureExecute } from './execute.ts'
import { measureHttp } from './http.ts'
import { measureIdle } from './idle.ts'
import { measureLong } from './long.ts'
import { measureThroughput } from './throughput.ts'

const USAGE = `npm run bench [-- options]
  (no option)        campaigns/s and latency of the three contestants, 1 and 100 in flight
    --quick          one short round
    --rounds N       interleaved rounds (3)
    --seconds S      of one measurement (5)
    --tenants N      whose campaigns they are (50)
    --log LEVEL      what the engine logs: info (default) or silent
    --only NAMES     of engine,chain,plain
    --profile DIR    writes CPU profiles there
  --long             cost of a campaign from the 1,000th to the 100,000th (--campaigns N)
  --http             POST /campaigns/{id}/start against a route that stores nothing (--rounds N, --requests N)
  --execute          POST /actuator/execute against a route that only checks (--rounds N, --requests N)
  --idle             memory of an idle worker, start of an API`

const text = { type: 'string' } as const
const flag = { type: 'boolean', default: false } as const
const { values } = parseArgs({
  options: {
    help: flag,
    quick: flag,
    long: flag,
    http: flag,
    execute: flag,
    idle: flag,
    rounds: text,
    seconds: text,
    tenants: text,
    log: text,
    only: text,
    profile: text,
    campaigns: text,
    requests: text,
  },
})
const numbers = <K extends string>(names: Record<K, string | undefined>) =>
  Object.fromEntries(
    Object.entries<string | undefined>(names).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Number(value)]],
    ),
  ) as Partial<Record<K, number>>

if (values.help) console.log(USAGE)
else if (values.long) await measureLong(numbers({ campaigns: values.campaigns }).campaigns)
else if (values.http) await measureHttp(numbers({ rounds: values.rounds, requests: values.requests }))
else if (values.execute) await measureExecute(numbers({ rounds: values.rounds, requests: values.requests }))
else if (values.idle) await measureIdle()
else await measureThroughput(values)
