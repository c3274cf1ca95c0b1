// What the page of the mapping stands on: the versions, the skeletons, what one of them is made of, and the templates that are known.
import type { ConfigResource, SkeletonResource } from '#contracts/session-config.ts'
import type { DiscoveryResource, StructureResource, TemplateResource } from '#contracts/skeleton-structure.ts'
import { type Api, ApiRefusal, type Sent } from '../../http/api.ts'
import { isId } from '../../http/id-pattern.ts'

export interface Versions {
  inForce: ConfigResource | undefined
  /** Newer than what is in force: CHECKING or REFUSED. */
  pending: ConfigResource | undefined
  /** The highest version that was handed in; 0: none. */
  newest: number
}

export interface Ground extends Versions {
  /** Newest first. */
  skeletons: SkeletonResource[]
  /** The one that the draft names. */
  skeleton: SkeletonResource | undefined
  structure: StructureResource | undefined
  templates: TemplateResource[]
  discovery: DiscoveryResource | undefined
  /** Of channels. */
  accounts: { platform: string; account: string }[]
}

const MOST_SKELETONS = 200

/** @throws ApiRefusal */
export async function loadVersions(api: Api): Promise<Versions> {
  const answer = await api.look<ConfigResource & { pending: ConfigResource | null }>('/tenants/current/config')
  if (!answer.ok && answer.status === 404) return { inForce: undefined, pending: undefined, newest: 0 }
  const { pending, ...shown } = demand(answer)
  const inForce = shown.status === 'ACTIVE' ? shown : undefined
  const waiting = pending ?? (inForce === undefined ? shown : undefined)
  return { inForce, pending: waiting, newest: Math.max(shown.version, waiting?.version ?? 0) }
}

/** @param skeletonId the draft's; undefined: the newest that may be used. @throws ApiRefusal */
export async function loadGround(api: Api, versions: Versions, skeletonId: string | undefined): Promise<Ground> {
  const { data: skeletons } = await api.get<{ data: SkeletonResource[] }>('/tenants/current/skeletons', {
    limit: MOST_SKELETONS,
  })
  const wanted = skeletonId ?? skeletons.find(({ status }) => status === 'ACTIVE')?.skeleton_id ?? ''
  const skeleton = skeletons.find(one => one.skeleton_id === wanted) ?? (await older(api, wanted))
  const [structure, templates, accounts] = await Promise.all([
    skeleton && api.get<StructureResource>(`/tenants/current/skeletons/${skeleton.skeleton_id}/structure`),
    templatesOf(api, skeleton?.skeleton_id),
    api.look<{ data: { platform: string; account: string }[] }>('/accounts', { limit: 200 }),
  ])
  return {
    ...versions,
    skeletons: skeleton === undefined || skeletons.includes(skeleton) ? skeletons : [...skeletons, skeleton],
    ...{ skeleton, structure, templates: templates.data, discovery: templates.discovery },
    accounts: accounts.ok ? accounts.body.data : [],
  }
}

interface Templates {
  data: TemplateResource[]
  discovery: DiscoveryResource
}

/** Ops sees skeletons of all tenants; whose templates are asked for says their token. */
async function templatesOf(api: Api, skeletonId: string | undefined): Promise<Templates> {
  const answer = await api.look<Templates>('/tenants/current/templates', { skeleton_id: skeletonId })
  return !answer.ok && answer.status === 404 ? api.get('/tenants/current/templates') : demand(answer)
}

/** One that the list does not reach; nothing where there is none of that id. */
async function older(api: Api, id: string): Promise<SkeletonResource | undefined> {
  if (!isId(id)) return undefined
  const answer = await api.look<SkeletonResource>(`/tenants/current/skeletons/${id}`)
  return answer.ok ? answer.body : undefined
}

/** @throws ApiRefusal */
export function demand<T>(answer: Sent<T>): T {
  if (!answer.ok) throw new ApiRefusal(answer)
  return answer.body
}
