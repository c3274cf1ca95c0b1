// Starts the bare process beside a world, with that world's identity provider.
import { type ChildProcess, fork } from 'node:child_process'
import { nodeFlags } from '#dev/supervisor/memory-of.ts'
import type { World } from '#dev/world.ts'
import type { BareApiSettings } from './main.ts'

export interface BareApi {
  url: string
  stop(): void
}

export async function startBareApi(
  world: World,
  commands?: Exclude<BareApiSettings['commands'], undefined>,
): Promise<BareApi> {
  const bare = fork(new URL('main.ts', import.meta.url), { execArgv: nodeFlags('api/main.ts') })
  const env = world.env()
  const settings: BareApiSettings = {
    ...{ issuer: env.OIDC_ISSUER ?? '', audience: env.OIDC_AUDIENCE ?? 'mandate' },
    ...(commands === undefined ? {} : { commands }),
  }
  bare.send(settings)
  return { url: await urlOf(bare), stop: () => bare.disconnect() }
}

function urlOf(bare: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    bare.once('message', url => resolve(String(url)))
    bare.once('exit', code => reject(new Error(`the bare process ended with ${code}`)))
  })
}
