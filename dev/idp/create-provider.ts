import Provider, { type Adapter, errors, type KoaContextWithOIDC } from 'oidc-provider'
import type { IdpConfig } from '#dev/idp/config.ts'
import { currentKey, type SigningKey } from '#dev/idp/key-store.ts'
import { scopes } from '#dev/idp/scopes.ts'
import { showLogout } from '#dev/idp/show-logout.ts'

/** The resource that tokens are for, as the protocol wants it named; the `aud` in them is OIDC_AUDIENCE. */
export const resource = 'urn:mandate:api'

export interface ProviderParts {
  readonly keys: readonly SigningKey[]
  readonly cookieKey: string
  /** Outlives the provider, so that a rotation signs nobody out. */
  readonly adapter: (model: string) => Adapter
}

/** A provider over these keys; after a rotation another one is made. Access tokens are JWTs of type `at+jwt` (RFC 9068). */
export function createProvider(config: IdpConfig, { keys, cookieKey, adapter }: ProviderParts): Provider {
  const signing = currentKey(keys)
  return new Provider(config.issuer, {
    adapter,
    jwks: { keys: [...keys] },
    cookies: { keys: [cookieKey] },
    clientDefaults: { id_token_signed_response_alg: 'EdDSA' },
    clients: [
      {
        client_id: config.SERVICE_CLIENT_ID,
        client_secret: config.SERVICE_CLIENT_SECRET,
        grant_types: ['client_credentials'],
        redirect_uris: [],
        response_types: [],
      },
      {
        client_id: 'mandate-board',
        token_endpoint_auth_method: 'none',
        application_type: 'native',
        grant_types: ['authorization_code'],
        response_types: ['code'],
        // A native client's loopback port is not compared (RFC 8252, 7.3): the board may sit on any.
        redirect_uris: ['http://127.0.0.1/auth/callback', 'http://localhost/auth/callback'],
      },
      {
        client_id: 'mandate-console',
        token_endpoint_auth_method: 'none',
        application_type: 'native',
        grant_types: ['authorization_code'],
        response_types: ['code'],
        redirect_uris: ['http://127.0.0.1/console/auth/callback', 'http://localhost/console/auth/callback'],
        post_logout_redirect_uris: [
          'http://127.0.0.1/console/auth/signed-out',
          'http://localhost/console/auth/signed-out',
        ],
      },
    ],
    scopes: ['openid'],
    ttl: {
      ClientCredentials: 600,
      AccessToken: 3600,
      Interaction: 600,
      Session: 12 * 3600,
      Grant: 12 * 3600,
      IdToken: 3600,
    },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      rpInitiatedLogout: { enabled: true, logoutSource: showLogout },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => resource,
        useGrantedResource: () => true,
        getResourceServerInfo: (_ctx, indicator) => {
          if (indicator !== resource) throw new errors.InvalidTarget()
          return {
            scope: scopes.join(' '),
            audience: config.OIDC_AUDIENCE,
            accessTokenFormat: 'jwt',
            jwt: { sign: { alg: 'EdDSA', kid: signing.kid } },
          }
        },
      },
    },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_ctx, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
    extraTokenClaims: (ctx, token) => ({
      nbf: Math.floor(Date.now() / 1000),
      ...('accountId' in token ? personClaims(token.accountId) : serviceClaims(ctx)),
    }),
    formats: {
      customizers: {
        // The account id carries the tenant; the subject of an access token is the name alone, as `npm run token` has it.
        jwt: (_ctx, token, jwt) => {
          if ('accountId' in token && jwt.payload) jwt.payload.sub = nameOf(token.accountId)
        },
      },
    },
  })
}

/** `tenant/name`: who signed in on the login page. */
export function accountIdOf(tenant: string, name: string): string {
  return `${tenant}/${name}`
}

function nameOf(accountId: string): string {
  return accountId.slice(accountId.indexOf('/') + 1)
}

function personClaims(accountId: string): Record<string, string> {
  return { tenant_id: accountId.slice(0, accountId.indexOf('/')), principal: 'human' }
}

/** A service works for all tenants, unless it asks for a token that is good for one only (`tenant_id` beside `scope`). */
function serviceClaims(ctx: KoaContextWithOIDC): Record<string, string> {
  const tenant = ctx.oidc.body?.tenant_id
  return { principal: 'service', ...(typeof tenant === 'string' && tenant !== '' && { tenant_id: tenant }) }
}
