// A tenant with a configuration in force, and sessions of it.
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { setUpTenant } from '#dev/tenant/set-up-tenant.ts'
import type { World } from '#dev/world.ts'

const TENANT = '00000000-0000-4000-8000-00000000a99e'
const SKELETON = new URL('../../dev/skeleton/minutes.docx', import.meta.url)

/** @returns what its owner sends as `Authorization` */
export async function tenantWithConfig(world: World, apiUrl: string): Promise<string> {
  const token = await world.token({ tenant: TENANT, principal: 'human', ttlS: 24 * 3600 })
  await setUpTenant({ apiUrl, token, docx: new Uint8Array(await readFile(SKELETON)) })
  return `Bearer ${token}`
}

const Started = z.object({ session_id: z.uuid() })

export async function startSessions(url: string, authorization: string, count: number): Promise<string[]> {
  const headers = { authorization, 'content-type': 'application/json' }
  const body = JSON.stringify({ client_timezone: 'Europe/Madrid' })
  const ids: string[] = []
  while (ids.length < count) {
    const answers = Array.from({ length: Math.min(10, count - ids.length) }, async () => {
      const response = await fetch(`${url}/api/v1/session/start`, { method: 'POST', headers, body })
      return Started.parse(await response.json()).session_id
    })
    ids.push(...(await Promise.all(answers)))
  }
  return ids
}
