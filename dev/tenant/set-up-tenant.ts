// Gives a tenant a session configuration over the API, as its administrator would, and waits until it is in force.
import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { Problem } from '#contracts/problem.ts'
import { ConfigResource, DOCX, SkeletonResource } from '#contracts/session-config.ts'
import { sampleConfig } from './sample-config.ts'

export interface SetUpTenantOptions {
  apiUrl: string
  /** Of the tenant, with scope tenant:admin. */
  token: string
  docx: Uint8Array<ArrayBuffer>
  timeoutMs?: number
}

/** What can be said in one line to whoever asked. */
export class SetupFailed extends Error {}

const CALL_TIMEOUT_MS = 10_000
const LOOK_EVERY_MS = 200

/** The same bytes are uploaded once, and the same configuration handed in once. @throws SetupFailed */
export async function setUpTenant({ apiUrl, token, docx, timeoutMs = 60_000 }: SetUpTenantOptions) {
  const ask = createAsk(`${apiUrl}/api/v1/tenants/current`, token)
  const until = Date.now() + timeoutMs
  const uploaded = (await sameSkeleton(ask, docx)) ?? SkeletonResource.parse(await ask('/skeletons', upload(docx)))
  const skeletonId = uploaded.skeleton_id
  const skeleton = await decided(() => ask(`/skeletons/${skeletonId}`), SkeletonResource, until)
  const config = { ...sampleConfig(skeleton), default_skeleton_id: skeletonId }
  const inForce = ConfigResource.optional().parse(await ask('/config', {}, 404))
  if (inForce?.status === 'ACTIVE' && isThat(inForce, config))
    return { skeleton_id: skeletonId, version: inForce.version }
  const { version } = ConfigResource.parse(await ask('/config', { method: 'PUT', ...json(config) }))
  await decided(() => ask(`/config?version=${version}`), ConfigResource, until)
  return { skeleton_id: skeletonId, version }
}

type Ask = ReturnType<typeof createAsk>

function createAsk(base: string, token: string) {
  /** @param none the status that says there is nothing; undefined then */
  return async (path: string, init: RequestInit = {}, none?: number): Promise<unknown> => {
    const headers = { authorization: `Bearer ${token}`, ...init.headers }
    let response: Response
    try {
      response = await fetch(`${base}${path}`, { ...init, headers, signal: AbortSignal.timeout(CALL_TIMEOUT_MS) })
    } catch (cause) {
      throw new SetupFailed(`${new URL(base).origin} does not answer: is the world running?`, { cause })
    }
    const body = await response.json()
    if (response.ok) return body
    if (response.status === none) return undefined
    throw new SetupFailed(
      `${path} answered ${response.status}: ${Problem.safeParse(body).data?.detail ?? 'no problem'}`,
    )
  }
}

async function sameSkeleton(ask: Ask, docx: Uint8Array): Promise<SkeletonResource | undefined> {
  const sha256 = createHash('sha256').update(docx).digest('hex')
  const Page = z.object({ data: z.array(SkeletonResource), next_cursor: z.string().nullable() })
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = Page.parse(await ask(`/skeletons?limit=200${cursor === '' ? '' : `&cursor=${cursor}`}`))
    const found = page.data.find(skeleton => skeleton.sha256 === sha256 && skeleton.status !== 'REFUSED')
    if (found !== undefined) return found
    cursor = page.next_cursor
  }
  return undefined
}

/** @throws SetupFailed when it is refused, or the time is over */
async function decided<T extends { status: string; errors: { detail: string }[] }>(
  look: () => Promise<unknown>,
  shape: z.ZodType<T>,
  until: number,
): Promise<T> {
  for (;;) {
    const found = shape.parse(await look())
    if (found.status === 'ACTIVE') return found
    if (found.status === 'REFUSED') throw new SetupFailed(found.errors.map(({ detail }) => detail).join('; '))
    if (Date.now() > until) throw new SetupFailed('it is still being checked: is a worker running?')
    await pause(LOOK_EVERY_MS)
  }
}

const isThat = (inForce: ConfigResource, config: object) =>
  Object.entries(config).every(([name, value]) => isDeepStrictEqual(inForce[name as keyof ConfigResource], value))

const upload = (docx: Uint8Array<ArrayBuffer>): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': DOCX, 'x-skeleton-name': 'minutes.docx' },
  body: docx,
})
const json = (body: unknown) => ({ headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
