// What the configuration says, in the words of those who need it.
import type { ApiConfig } from './config.ts'
import type { ApiSettings } from './pipeline/ports.ts'

export function appSettings(config: ApiConfig, version: string): ApiSettings {
  return {
    jsonLimitBytes: config.JSON_LIMIT_BYTES,
    batchLimitBytes: config.BATCH_LIMIT_BYTES,
    assetLimitBytes: config.ASSET_LIMIT_BYTES,
    uploads: {
      ...{ bucket: config.S3_BUCKET, partBytes: config.UPLOAD_PART_BYTES, ttlS: config.UPLOAD_TTL_S },
      limitBytes: { audio: config.UPLOAD_AUDIO_LIMIT_BYTES, asset: config.UPLOAD_ASSET_LIMIT_BYTES },
    },
    maxRetries: config.MAX_RETRIES,
    modelVersion: config.CORE_MODEL,
    defaultChannels: config.DEFAULT_CHANNELS,
    corsOrigins: config.CORS_ORIGINS,
    mediaOrigins: config.S3_ENDPOINT === undefined ? [] : [new URL(config.S3_ENDPOINT).origin],
    webhookRules: { allowHttp: config.WEBHOOK_ALLOW_HTTP, allowedHosts: config.WEBHOOK_ALLOWED_HOSTS },
    version,
  }
}

export function authSettings(config: ApiConfig) {
  return {
    issuer: config.OIDC_ISSUER,
    audience: config.OIDC_AUDIENCE,
    ...(config.OIDC_JWKS_URL === undefined ? {} : { jwksUrl: config.OIDC_JWKS_URL }),
    claims: {
      sub: config.OIDC_CLAIM_SUB,
      tenant: config.OIDC_CLAIM_TENANT,
      scope: config.OIDC_CLAIM_SCOPE,
      principal: config.OIDC_CLAIM_PRINCIPAL,
    },
  }
}

export function consoleSettings(config: ApiConfig) {
  const media = config.S3_PUBLIC_ENDPOINT ?? config.S3_ENDPOINT
  return {
    consoleUrl: config.CONSOLE_URL,
    scope: config.CONSOLE_SIGN_IN_SCOPE,
    params: config.CONSOLE_SIGN_IN_PARAMS,
    sessionS: config.CONSOLE_SESSION_S,
    mediaOrigins: media === undefined ? [] : [new URL(media).origin],
    issuer: config.OIDC_ISSUER,
  }
}
