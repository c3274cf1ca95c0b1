// Who we are to services: a token of the identity provider where we are registered there, else nobody in particular.
import type { WorkerConfig } from '../config.ts'
import { createServiceToken } from './service-token.ts'

export type OwnToken = () => Promise<string | undefined>

export function ownToken({ OIDC_ISSUER, SERVICE_CLIENT_ID, SERVICE_CLIENT_SECRET }: WorkerConfig): OwnToken {
  return OIDC_ISSUER !== undefined && SERVICE_CLIENT_ID !== undefined && SERVICE_CLIENT_SECRET !== undefined
    ? createServiceToken({ issuer: OIDC_ISSUER, clientId: SERVICE_CLIENT_ID, clientSecret: SERVICE_CLIENT_SECRET })
    : async () => undefined
}
