// What the identity provider says of itself, asked once it is needed: a process starts without it.
import * as oidc from 'openid-client'

export interface IssuerSettings {
  issuer: string
  clientId: string
  clientSecret?: string | undefined
}

/** @throws whatever the network or the document made impossible; asked again next time */
export type DiscoverIssuer = () => Promise<oidc.Configuration>

const TIMEOUT_S = 5

export function discoverIssuer({ issuer, clientId, clientSecret }: IssuerSettings): DiscoverIssuer {
  const authentication = clientSecret === undefined ? oidc.None() : oidc.ClientSecretPost(clientSecret)
  // Only where the settings themselves say http: a provider on this machine or in the same private network.
  const execute = issuer.startsWith('http://') ? [oidc.allowInsecureRequests] : []
  let known: Promise<oidc.Configuration> | undefined
  return () => {
    known ??= oidc
      .discovery(new URL(issuer), clientId, undefined, authentication, { execute, timeout: TIMEOUT_S })
      .catch((error: unknown) => {
        known = undefined
        throw error
      })
    return known
  }
}
