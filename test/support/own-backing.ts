// For a system that a test starts: it starts its own Postgres, Redis, object store and identity provider, whatever the tests beside it use.
export const OWN_BACKING = { DATABASE_URL: '', REDIS_URL: '', S3_ENDPOINT: '', OIDC_ISSUER: '' } as const
