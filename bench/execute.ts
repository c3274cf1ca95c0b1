// What accepting a command costs beside checking it: POST /actuator/execute against a route that parses, verifies and forgets.
import { randomUUIDv7 as uuid } from 'node:crypto'
import { type BareApi, startBareApi } from './bare-api/start-bare-api.ts'
import { approveActions, type Command, signCommands } from './prepare-commands.ts'
import { loads, machine } from './report/machine.ts'
import { median, printTable } from './report/table.ts'
import { openWorld } from './servers/open-world.ts'
import { CONNECTIONS, type Shots, shoot } from './shoot.ts'

const ACCOUNT = 'bench'
/** All but enterprise, whose keys the commands are checked with. */
const WITHOUT = [
  'radar',
  'analyst',
  'visual',
  'optimizer',
  'scout',
  'core',
  'builder',
  'guard',
  'emulators',
  'workers',
  'board',
]

export interface ExecuteOptions {
  rounds?: number
  /** In each round, to each of the two. */
  requests?: number
}

interface Round {
  api: Shots
  bare: Shots
}

export async function measureExecute({ rounds = 5, requests = 4000 }: ExecuteOptions): Promise<void> {
  const world = await openWorld(WITHOUT, { LOG_LEVEL: 'info' })
  let bare: BareApi | undefined
  try {
    const tenantId = uuid()
    const authorization = `Bearer ${await world.token({ tenant: tenantId, scope: 'actuator:execute' })}`
    const env = world.env()
    bare = await startBareApi(world, {
      hmacKey: env.COMMAND_HMAC_KEY ?? '',
      issuer: env.COMMAND_ISSUER ?? 'mandate-enterprise',
      jwksUrl: `${env.SERVICE_ENTERPRISE_URL}/.well-known/jwks.json`,
      account: ACCOUNT,
    })
    const urls = { bare: bare.url, api: world.endpoints().api?.url ?? '' }
    console.log(`${machine()}; ${CONNECTIONS} connections, ${requests} commands a round; load average ${loads()}`)
    const one = async (): Promise<Round> => {
      const actions = await approveActions(world, { tenantId, account: ACCOUNT }, requests)
      const commands = await signCommands(world, actions)
      const send = (url: string) => shoot(url, requests, requestsOf(commands, authorization))
      return { bare: await send(urls.bare), api: await send(urls.api) }
    }
    await one() // warms both up
    const measured: Round[] = []
    for (let round = 0; round < rounds; round++) measured.push(await one())
    report(measured)
    console.log(`load average at the end ${loads()}`)
  } finally {
    bare?.stop()
    await world.stop()
  }
}

function requestsOf(commands: readonly Command[], authorization: string) {
  let next = 0
  return () => {
    // Those made in advance and never sent begin again from the front.
    const { body, signature } = commands[next++ % commands.length] as Command
    const headers = { authorization, 'content-type': 'application/json', 'x-command-signature': signature }
    return { path: '/api/v1/actuator/execute', headers, body }
  }
}

/** @throws Error when a command was not accepted: the figure would mean nothing */
function report(rounds: readonly Round[]): void {
  const line = (title: string, name: keyof Round) => {
    const of = (figure: (shots: Shots) => number) => median(rounds.map(round => figure(round[name])))
    const errors = rounds.reduce((sum, round) => sum + round[name].errors, 0)
    return [
      ...[title, of(shots => shots.perSecond).toFixed(0), of(shots => shots.p50Ms).toFixed(1)],
      ...[of(shots => shots.p99Ms).toFixed(1), String(errors)],
    ]
  }
  const rows = [line('POST /actuator/execute', 'api'), line('bare Hono route', 'bare')]
  printTable(['', 'requests/s', 'p50 ms', 'p99 ms', 'errors'], rows)
  const ratios = rounds.map(({ api, bare }) => api.perSecond / bare.perSecond)
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)].map(ratio => ratio.toFixed(2))
  console.log(`${median(ratios).toFixed(2)} × the bare route [${least}–${most}], bar at least 0.4`)
  if (rounds.some(({ api, bare }) => api.errors + bare.errors > 0)) throw new Error('not every command was accepted')
}
