// One person of the drill, over the public API.
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { type Client, createClient } from '#dev/demo/create-client.ts'
import type { World } from '#dev/world.ts'

export interface Person {
  client: Client
  /** Proposes a post of MOCK, of which enterprise is asked for a command at its last approval. @returns its id */
  propose(account: string, text: string, scheduleTime?: Date): Promise<string>
  approve(id: string): Promise<void>
  /** @throws when it does not come to stand so in time */
  until(path: string, isSo: (status: string) => boolean, timeoutMs?: number): Promise<string>
  statusOf(path: string): Promise<string>
}

const Proposed = z.object({ action_id: z.string() })
const Standing = z.object({ status: z.string() })

export async function openPerson(world: World, tenant: string, sub: string, signal: AbortSignal): Promise<Person> {
  const apiUrl = world.endpoints().api?.url ?? ''
  const client = createClient({ apiUrl, token: await world.token({ tenant, sub }), signal })
  const statusOf = async (path: string) => (await client.expect(200, Standing, 'GET', path)).status
  return {
    client,
    statusOf,
    async propose(account, text, scheduleTime) {
      const payload = {
        content_text: text,
        ...(scheduleTime === undefined ? {} : { schedule_time: scheduleTime.toISOString() }),
      }
      const body = { platform: 'MOCK', account, payload, governance_hash: 'drill', execution: 'on_approval' }
      return (await client.expect(201, Proposed, 'POST', '/actions', { body })).action_id
    },
    async approve(id) {
      await client.approve(id, (await client.digested(id)).digest)
    },
    async until(path, isSo, timeoutMs = 60_000) {
      for (const end = performance.now() + timeoutMs; ; ) {
        const status = await statusOf(path)
        if (isSo(status)) return status
        if (performance.now() > end) throw new Error(`${path} still is ${status}`)
        await pause(200, undefined, { signal })
      }
    },
  }
}
