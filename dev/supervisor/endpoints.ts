import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { writeAtomically } from '#dev/supervisor/write-atomically.ts'

/** `endpoints.json`: every part of the running world, for tests, tools and people. A pid is null while a part is down or not ours. */
export const endpointsSchema = z.object({
  api: z.object({ url: z.string(), pid: z.number().nullable(), metrics: z.string() }).optional(),
  /** The same process as `api`. */
  grpc: part().optional(),
  workers: z.array(z.object({ pid: z.number(), queues: z.array(z.string()), metrics: z.string() })),
  board: part().optional(),
  postgres: part(),
  redis: part(),
  s3: part(),
  idp: part(),
  emulators: part().optional(),
  services: z.record(z.string(), part()),
})

export type Endpoints = z.output<typeof endpointsSchema>

export function endpointsPath(dataDir: string): string {
  return join(dataDir, 'endpoints.json')
}

/** Readers see the former file or the new one, never half of one. It holds the local database's password: for its owner only. */
export function writeEndpoints(dataDir: string, endpoints: Endpoints): void {
  writeAtomically(endpointsPath(dataDir), `${JSON.stringify(endpointsSchema.parse(endpoints), null, 2)}\n`)
}

/** Undefined when nothing was ever started there. */
export function readEndpoints(dataDir: string): Endpoints | undefined {
  try {
    return endpointsSchema.parse(JSON.parse(readFileSync(endpointsPath(dataDir), 'utf8')))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function part() {
  return z.object({ url: z.string(), pid: z.number().nullable() })
}
