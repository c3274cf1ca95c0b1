// Builder and guard as processes of their own, as they run outside of tests.
import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { nodeFlags } from '#dev/supervisor/memory-of.ts'
import { type ProgramChild, spawnProgram } from '#test/support/program-process.ts'
import type { ChaosWorld } from '../chaos-world.ts'
import type { ScenarioServices } from './session-scenario.ts'

export interface SealingProcesses extends ScenarioServices {
  builder: ProgramChild
  guard: ProgramChild
}

export async function startSealingProcesses({ backing, dataDir, reaper }: ChaosWorld): Promise<SealingProcesses> {
  const folder = mkdtempSync(join(dataDir, 'sealing-'))
  const start = (name: 'builder' | 'guard', flags: string[]) => {
    const env = { ...backing.env, DATA_DIR: join(folder, name), PORT: '0' }
    return spawnProgram({ program: `services/${name}/main.ts`, env, logDir: dataDir, reaper, flags })
  }
  // As `npm start` starts it.
  const [builder, guard] = [start('builder', nodeFlags('services/builder/main.ts')), start('guard', [])]
  const [builds, guards] = await Promise.all([builder.ready(), guard.ready()])
  return {
    ...{ builder, guard, guardUrl: String(guards.url) },
    env: { SERVICE_BUILDER_URL: String(builds.url), SERVICE_GUARD_URL: String(guards.url) },
    async close() {
      for (const child of [builder, guard]) child.signal('SIGKILL')
      await Promise.all([builder.exited, guard.exited])
    },
  }
}
