// A local world of its own for one run of the bench, in a folder that is thrown away.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startWorld, type World } from '#dev/world.ts'

export async function openWorld(without: readonly string[], env: Record<string, string> = {}): Promise<World> {
  const dataDir = await mkdtemp(join(tmpdir(), 'mandate-bench-'))
  const forget = () => rm(dataDir, { recursive: true, force: true })
  try {
    const world = await startWorld({ dataDir, portBase: 'free', without, env })
    const stop = async () => {
      await world.stop()
      await forget()
    }
    return { ...world, stop }
  } catch (error) {
    await forget()
    throw error
  }
}
