// `npm run bench`: what the engine costs beside bare BullMQ and beside the ledger one writes first. Every other question
// about cost is a flag of it.
import { parseArgs } from 'node:util'
import { measureThroughput } from './throughput.ts'

const USAGE = `npm run bench [-- options]
  (no option)        campaigns/s and latency of the three contestants, 1 and 100 in flight
  --quick            one short round
  --rounds N         interleaved rounds (3)
  --seconds S        of one measurement (5)
  --tenants N        whose campaigns they are (50)
  --log LEVEL        what the engine logs: info (default) or silent
  --only NAMES       of engine,chain,plain
  --profile DIR      writes CPU profiles there`

const { values } = parseArgs({
  options: {
    help: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    tenants: { type: 'string' },
    log: { type: 'string' },
    only: { type: 'string' },
    profile: { type: 'string' },
  },
})

if (values.help) console.log(USAGE)
else await measureThroughput(values)
