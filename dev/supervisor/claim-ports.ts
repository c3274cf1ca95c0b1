// Which ports programs of one machine may have, so that two worlds beside each other do not take the same.
import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'
import type { PortName, WantedPort } from '#dev/supervisor/plan-ports.ts'

/** Ports that are free now, by name, and a line for each one that had to move. */
export interface ClaimedPorts {
  readonly ports: ReadonlyMap<PortName, number>
  readonly moved: readonly string[]
}

/** Something else has a port that we do not move by ourselves; the message says which, and what to type. */
export class PortsTaken extends Error {}

/**
 * Inner ports (Postgres, Redis, metrics, services) that nobody asked for move to the next free one. A public one, or one set explicitly,
 * is refused instead: whoever has `localhost:3000` written down would talk to the wrong program.
 */
export async function claimPorts(wanted: readonly WantedPort[], isFree = isPortFree): Promise<ClaimedPorts> {
  const ports = new Map<PortName, number>()
  const moved: string[] = []
  const taken: WantedPort[] = []
  const used = new Set(wanted.map(row => row.port))
  for (const row of wanted) {
    const twin = wanted.find(other => other !== row && other.port === row.port && ports.get(other.name) === row.port)
    if (!twin && (await isFree(row.port))) {
      ports.set(row.name, row.port)
    } else if (row.isPublic || row.isExplicit) {
      taken.push(row)
    } else {
      const port = await nextFree(row.port + 1, used, isFree)
      used.add(port)
      ports.set(row.name, port)
      moved.push(`port ${row.port} (${row.name}) is taken, using ${port}`)
    }
  }
  if (taken.length > 0) throw new PortsTaken(await advice(taken, wanted.length, isFree))
  return { ports, moved }
}

/** A base for PORT_BASE above which `span` ports in a row are free, below the range that kernels give to clients. */
export async function findFreeBase(span = WORLD, isFree = isPortFree, from = randomBase(span)): Promise<number> {
  for (let tried = 0, base = from; tried < 180; tried += 1, base = base + 100 > 31_000 ? 13_000 : base + 100) {
    const free = await Promise.all(Array.from({ length: span }, (_, index) => isFree(base + index)))
    if (free.every(Boolean)) return base
  }
  throw new Error(`no ${span} free ports in a row on this machine`)
}

/** So many ports from its base on a world may take, by and by. */
const WORLD = 60

/**
 * Two that look at the same moment should not find the same. A world begins at a hundred; a few ports come from the rest of one,
 * where no world that is just starting will listen.
 */
function randomBase(span: number): number {
  const within = span <= 100 - WORLD ? WORLD + randomInt(101 - WORLD - span) : 0
  return 13_000 + 100 * randomInt(180) + within
}

/** Whether a server of ours could listen there on loopback. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)))
  })
}

async function nextFree(
  from: number,
  used: ReadonlySet<number>,
  isFree: (port: number) => Promise<boolean>,
): Promise<number> {
  for (let port = from; port <= 65_535; port++) if (!used.has(port) && (await isFree(port))) return port
  throw new PortsTaken(`no free port above ${from}`)
}

async function advice(
  taken: readonly WantedPort[],
  total: number,
  isFree: (port: number) => Promise<boolean>,
): Promise<string> {
  const lines = taken.map(
    row =>
      `port ${row.port} (${row.name}) is taken by another program${row.setting ? `; ${row.setting} moves it` : ''}`,
  )
  return [
    ...lines,
    `PORT_BASE moves everything at once, for example: PORT_BASE=${await findFreeBase(40 + total, isFree, 13_000)} npm start`,
  ].join('\n')
}
