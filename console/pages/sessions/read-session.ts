// A session of the address, from the API.
import type { SessionResource } from '#contracts/session.ts'
import type { Api } from '../../http/api.ts'
import { ID_PATTERN } from '../../http/id-pattern.ts'

/** As it stands in routes. */
export const ID = `:id{${ID_PATTERN}}` as const

/** @throws ApiRefusal */
export const readSession = (api: Api, id: string): Promise<SessionResource> => api.get(`/session/${id}`)
