import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { processIdentity } from '#dev/supervisor/process-identity.ts'
import { writeAtomically } from '#dev/supervisor/write-atomically.ts'

/** One world per data directory. The lock also lists the children, so that the next start can end what a killed one left behind. */
export interface InstanceLock {
  recordChild(name: string, pid: number, signal: NodeJS.Signals): void
  forgetChild(pid: number): void
  release(): void
}

/** Somebody living has this data directory. */
export class AlreadyRunning extends Error {
  readonly apiUrl: string
  readonly pid: number
  constructor(run: Run) {
    super(`already running at ${run.apiUrl} (pid ${run.pid})`)
    this.apiUrl = run.apiUrl
    this.pid = run.pid
  }
}

const childSchema = z.object({ name: z.string(), pid: z.number(), identity: z.string(), signal: z.string() })
const runSchema = z.object({
  pid: z.number(),
  identity: z.string(),
  apiUrl: z.string(),
  children: z.array(childSchema),
})
type Run = z.output<typeof runSchema>
type RunChild = z.output<typeof childSchema>

/** Takes the lock, ending first what a dead owner left running. Throws AlreadyRunning. */
export async function takeInstanceLock(dataDir: string, apiUrl: string): Promise<InstanceLock> {
  mkdirSync(dataDir, { recursive: true })
  const path = join(dataDir, 'supervisor.json')
  const identity = processIdentity(process.pid)
  if (identity === undefined) throw new Error('this process cannot be found among the living')
  const run: Run = { pid: process.pid, identity, apiUrl, children: [] }
  const leftovers = claim(path, run)
  await Promise.all(leftovers.map(endLeftover))
  const save = () => writeAtomically(path, JSON.stringify(run))
  save()
  return {
    recordChild: (name, pid, signal) => {
      const born = processIdentity(pid)
      if (born === undefined) return
      run.children.push({ name, pid, identity: born, signal })
      save()
    },
    forgetChild: pid => {
      run.children = run.children.filter(child => child.pid !== pid)
      save()
    },
    release: () => rmSync(path, { force: true }),
  }
}

/** The file appears whole, by link(2), which refuses when one is there. Answers the children of a dead former owner. */
function claim(path: string, run: Run): RunChild[] {
  const draft = `${path}.${process.pid}.claim`
  let leftovers: RunChild[] = []
  try {
    for (;;) {
      // What the former owner left stays listed until it is really gone: we may be killed, too.
      writeFileSync(draft, JSON.stringify({ ...run, children: leftovers }), { mode: 0o600 })
      if (linkIfNone(draft, path)) return leftovers
      const found = readRun(path)
      if (found && isAlive(found)) throw new AlreadyRunning(found)
      leftovers = setAside(path, found) ?? leftovers
    }
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Moves a dead owner's file away. Another starter may have been faster: then its file is put back, and nothing answered. */
function setAside(path: string, dead: Run | undefined): RunChild[] | undefined {
  const aside = `${path}.${process.pid}.stale`
  try {
    renameSync(path, aside)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  const moved = readRun(aside)
  if (moved && isAlive(moved)) linkIfNone(aside, path)
  rmSync(aside, { force: true })
  return dead?.children ?? []
}

function linkIfNone(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Undefined for a file that is gone or not ours to understand: nobody living wrote it whole. */
function readRun(path: string): Run | undefined {
  try {
    return runSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return undefined
  }
}

function isAlive(process: { pid: number; identity: string }): boolean {
  return processIdentity(process.pid) === process.identity
}

async function endLeftover(child: RunChild): Promise<void> {
  if (!isAlive(child)) return
  process.kill(child.pid, child.signal as NodeJS.Signals)
  for (let waitedMs = 0; waitedMs < 10_000; waitedMs += 50) {
    if (!isAlive(child)) return
    await delay(50)
  }
  if (isAlive(child)) process.kill(-child.pid, 'SIGKILL')
}
