// Every platform by its name: a forgotten one does not compile.
import type { Platform } from '#domain/action/action-status.ts'
import { CredentialsRefused, type TokenStore } from '#domain/ports/credential-source.ts'
import type { PlatformPort } from '#domain/ports/platform.ts'
import type { TokenStorage } from '#domain/ports/token-storage.ts'
import type { WorkerConfig } from '../config.ts'
import { createAwsSecrets } from './credentials/create-aws-secrets.ts'
import { createCredentialSource } from './credentials/create-credential-source.ts'
import { createTokenStore } from './credentials/create-token-store.ts'
import { createLinkedinPlatform } from './linkedin/index.ts'
import { createPublicAddress } from './media/create-public-address.ts'
import { createMetaPlatform } from './meta/index.ts'
import { createMockPlatform } from './mock/index.ts'
import { createTwitterPlatform } from './twitter/index.ts'

const TIMEOUT_MS = 10_000

/** @param env where `env:` credentials lie */
export function createPlatforms(
  config: WorkerConfig,
  storage: TokenStorage,
  env: NodeJS.ProcessEnv,
): Record<Platform, PlatformPort> {
  const credentials = createCredentialSource({
    env,
    emulated: config.PLATFORMS_EMULATED,
    ...(config.CREDENTIALS_DIR === undefined ? {} : { filesUnder: config.CREDENTIALS_DIR }),
    ...(config.AWS_REGION === undefined ? {} : { getSecret: createAwsSecrets(config.AWS_REGION) }),
  })
  const { TOKEN_SEALING_KEY: sealingKey } = config
  const tokens = sealingKey === undefined ? noTokens : createTokenStore({ storage, sealingKey })
  const common = { timeoutMs: TIMEOUT_MS, credentials }
  return {
    TWITTER: createTwitterPlatform({ ...common, baseUrl: config.PLATFORM_TWITTER_URL, tokens }),
    META: createMetaPlatform({
      ...common,
      baseUrl: config.PLATFORM_META_URL,
      apiVersion: config.META_API_VERSION,
      publicAddressOf: createPublicAddress(config),
      pollMs: config.PLATFORM_POLL_MS,
    }),
    LINKEDIN: createLinkedinPlatform({
      ...common,
      baseUrl: config.PLATFORM_LINKEDIN_URL,
      version: config.LINKEDIN_VERSION,
    }),
    MOCK: createMockPlatform({ baseUrl: config.PLATFORM_MOCK_URL, timeoutMs: TIMEOUT_MS }),
  }
}

/** Renewed tokens are not kept unsealed, nor in one process alone. */
const noTokens: TokenStore = {
  tokensOf: async () => Promise.reject(new CredentialsRefused('OAuth 2 accounts need the setting TOKEN_SEALING_KEY')),
}
