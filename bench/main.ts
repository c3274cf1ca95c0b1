// `npm run bench`: what the engine costs beside bare BullMQ and beside the ledger one writes first. Every other question
// about cost is a flag of it.
import { parseArgs } from 'node:util'
import { measureAppend } from './append.ts'
import { measureExecute } from './execute.ts'
import { measureGrowth } from './growth.ts'
import { measureHttp } from './http.ts'
import { measureIdle } from './idle.ts'
import { measureInbox } from './inbox.ts'
import { measureLong } from './long.ts'
import { measureLongSession } from './long-session.ts'
import { measureScale } from './scale.ts'
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
  --append           POST /session/{id}/append, 32 KiB chunks into many sessions at fixed rates, everything running
                     (--rates 50,100,200, --sessions N, --seconds S, --rounds N, --profile DIR)
  --long-session     time and memory of finalizing a meeting of hours (--hours N, --megabytes N, --pace CHUNKS/S)
  --growth           cost of handing out and claiming while 1,000 to 1,000,000 steps wait (--most N), bytes of each
  --scale            1, 2 and 4 worker processes on a backlog of campaigns, and who is busy meanwhile (--rounds N, --seconds S,
                     --stage-ms N waits in each stage, --concurrency N of each queue, --backlog N)
  --inbox            the console's inbox with 10,000 posts waiting (--most N, --requests N), and a person who reads one and approves it
  --idle             memory of an idle worker, start of an API`

const text = { type: 'string' } as const
const flag = { type: 'boolean', default: false } as const
const { values } = parseArgs({
  options: {
    help: flag,
    quick: flag,
    long: flag,
    'long-session': flag,
    http: flag,
    execute: flag,
    append: flag,
    idle: flag,
    inbox: flag,
    growth: flag,
    scale: flag,
    'stage-ms': text,
    concurrency: text,
    backlog: text,
    most: text,
    rounds: text,
    seconds: text,
    tenants: text,
    log: text,
    only: text,
    profile: text,
    campaigns: text,
    requests: text,
    rates: text,
    sessions: text,
    hours: text,
    megabytes: text,
    pace: text,
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
else if (values.inbox) await measureInbox(numbers({ most: values.most, requests: values.requests }))
else if (values.execute) await measureExecute(numbers({ rounds: values.rounds, requests: values.requests }))
else if (values.append)
  await measureAppend({
    ...numbers({ sessions: values.sessions, seconds: values.seconds, rounds: values.rounds }),
    ...(values.rates === undefined ? {} : { rates: values.rates.split(',').map(Number) }),
    profile: values.profile,
  })
else if (values['long-session'])
  await measureLongSession(numbers({ hours: values.hours, megabytes: values.megabytes, pace: values.pace }))
else if (values.idle) await measureIdle()
else if (values.scale)
  await measureScale(
    numbers({
      ...{ rounds: values.rounds, seconds: values.seconds, backlog: values.backlog },
      ...{ stageMs: values['stage-ms'], concurrency: values.concurrency },
    }),
  )
else if (values.growth) await measureGrowth(numbers({ most: values.most }))
else await measureThroughput(values)
