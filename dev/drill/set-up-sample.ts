// Gives the tenant of the drill a session configuration with the sample skeleton.
import { readFile } from 'node:fs/promises'
import { setUpTenant } from '#dev/tenant/set-up-tenant.ts'
import type { World } from '#dev/world.ts'

export async function setUpSample(world: World, tenant: string): Promise<void> {
  const docx = new Uint8Array(await readFile(new URL('../skeleton/minutes.docx', import.meta.url)))
  const token = await world.token({ tenant, sub: 'ann', scope: 'tenant:admin' })
  await setUpTenant({ apiUrl: world.endpoints().api?.url ?? '', token, docx })
}
