// What belongs to the tenant: accounts, kill switches, rules, and what its sessions go by.
import type { CallOptions } from '../client/call-options.ts'
import type { Caller } from '../client/create-caller.ts'
import type { Body, Operation, Query } from '../client/operation-types.ts'
import { paged } from '../client/paged.ts'
import { type Bytes, bytesOf } from '../recording/bytes-of.ts'
import type { Skeleton } from './shapes.ts'

const ACCOUNT = '/api/v1/accounts/{platform}/{account}'
const TENANT = '/api/v1/tenants/current'
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

type AccountName = Operation<'PUT', typeof ACCOUNT>['parameters']['path']

export function tenant(caller: Caller) {
  return {
    accounts: {
      list: (query: Query<Operation<'GET', '/api/v1/accounts'>> = {}, options: CallOptions = {}) =>
        paged(asked => caller.request('GET', '/api/v1/accounts', asked), query, options),
      put: (path: AccountName, body: Body<Operation<'PUT', typeof ACCOUNT>>, options: CallOptions = {}) =>
        caller.request('PUT', ACCOUNT, { ...options, path, body }),
      /** Whether its credentials still hold. */
      check: (path: AccountName, options: CallOptions = {}) =>
        caller.request('POST', `${ACCOUNT}/check`, { ...options, path }),
    },
    killSwitch: {
      get: (options: CallOptions = {}) => caller.request('GET', '/api/v1/kill-switch', options),
      /** Releasing one needs a person. */
      put: (body: Body<Operation<'PUT', '/api/v1/kill-switch'>>, options: CallOptions = {}) =>
        caller.request('PUT', '/api/v1/kill-switch', { ...options, body }),
    },
    policy: {
      get: (options: CallOptions = {}) => caller.request('GET', `${TENANT}/policy`, options),
      put: (body: Body<Operation<'PUT', `${typeof TENANT}/policy`>>, options: CallOptions = {}) =>
        caller.request('PUT', `${TENANT}/policy`, { ...options, body }),
    },
    config: {
      /** The one in force; with `version`, that one. */
      get: (query: Query<Operation<'GET', `${typeof TENANT}/config`>> = {}, options: CallOptions = {}) =>
        caller.request('GET', `${TENANT}/config`, { ...options, query }),
      /** CHECKING: the former one stays in force until it is ACTIVE. */
      put: (body: Body<Operation<'PUT', `${typeof TENANT}/config`>>, options: CallOptions = {}) =>
        caller.request('PUT', `${TENANT}/config`, { ...options, body }),
    },
    skeletons: {
      list: (query: Query<Operation<'GET', `${typeof TENANT}/skeletons`>> = {}, options: CallOptions = {}) =>
        paged(asked => caller.request('GET', `${TENANT}/skeletons`, asked), query, options),
      get: (id: string, options: CallOptions = {}) =>
        caller.request('GET', `${TENANT}/skeletons/{id}`, { ...options, path: { id } }),
      /** @param name what it is called; `bytes` are a DOCX */
      create: async (name: string, bytes: Bytes, options: CallOptions = {}): Promise<Skeleton> => {
        const headers = { ...options.headers, 'content-type': DOCX, 'x-skeleton-name': encodeURIComponent(name) }
        const sent = { ...options, method: 'POST', headers, body: await bytesOf(bytes) }
        return (await caller.fetch(`${TENANT}/skeletons`, sent)).json() as Promise<Skeleton>
      },
    },
    templates: {
      list: (options: CallOptions = {}) => caller.request('GET', `${TENANT}/templates`, options),
    },
    quota: {
      get: (options: CallOptions = {}) => caller.request('GET', `${TENANT}/quota`, options),
      put: (body: Body<Operation<'PUT', `${typeof TENANT}/quota`>>, options: CallOptions = {}) =>
        caller.request('PUT', `${TENANT}/quota`, { ...options, body }),
    },
  }
}
