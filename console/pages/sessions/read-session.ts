// A session of the address, from the API.
import type { SessionResource } from '#contracts/session.ts'
import type { Api } from '../../http/api.ts'

/** As it stands in routes: nothing else than an id gets into a path of the API. */
export const ID = ':id{[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}}'

/** @throws ApiRefusal */
export const readSession = (api: Api, id: string): Promise<SessionResource> => api.get(`/session/${id}`)
