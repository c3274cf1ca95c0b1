// Tokens that a platform renews: each refresh token is used once, however many ask, in however many processes.
import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { MandateError } from '#domain/errors.ts'
import type { LivingTokens, TokenStore } from '#domain/ports/credential-source.ts'
import type { StoredTokens, TokenKey, TokenStorage } from '#domain/ports/token-storage.ts'
import { createSeal, type Seal } from '#queues/seal.ts'

export interface TokenStoreOptions {
  storage: TokenStorage
  /** 32 bytes: tokens are sealed with it before they go to storage. */
  sealingKey: Uint8Array
}

type Renew = (stale: LivingTokens) => Promise<LivingTokens>

/** What has less left is renewed before it is handed out: longer than an attempt to publish takes. */
const FRESH_MS = 120_000
/** Longer than any renewal may take, so that nobody else begins one meanwhile. */
const LEASE_MS = 60_000
const POLL_MS = 100
/** About half a minute: a restart of storage must not cost an account. */
const SAVE_ATTEMPTS = 10
const MAX_PAUSE_MS = 5000

/** Nothing is remembered in the process: another one may have renewed since, and the platform may have ended the old token. */
export function createTokenStore({ storage, sealingKey }: TokenStoreOptions): TokenStore {
  const seal = createSeal(sealingKey)
  const flights = new Map<string, Promise<LivingTokens>>()
  return {
    async tokensOf(platform, { tenantId, account }, seed, renew, rejected) {
      const place = placeOf(storage, { tenantId, platform, account }, seal, seed)
      for (;;) {
        const running = flights.get(place.name)
        if (running === undefined) {
          const flight = newest(place, renew, rejected).finally(() => flights.delete(place.name))
          flights.set(place.name, flight)
          return flight
        }
        const tokens = await running
        if (tokens.accessToken !== rejected) return tokens // else that one did not know yet that it was refused
      }
    },
  }
}

async function newest(place: Place, renew: Renew, rejected: string | undefined): Promise<LivingTokens> {
  const isGood = ({ accessToken, expiresAtMs }: LivingTokens) =>
    accessToken !== rejected && expiresAtMs > Date.now() + FRESH_MS
  const found = place.read(await place.storage.load(place.key))
  if (isGood(found) || found.refreshToken === undefined) return found
  const giveUpAtMs = Date.now() + LEASE_MS + FRESH_MS / 2
  while (Date.now() < giveUpAtMs) {
    const held = await place.storage.lease(place.key, LEASE_MS)
    if (held !== undefined) return renewUnder(held, place, isGood, renew)
    await pause(POLL_MS)
    const current = place.read(await place.storage.load(place.key))
    if (isGood(current)) return current
  }
  throw new MandateError('UNAVAILABLE', 'another process has been renewing the token for too long', { retryable: true })
}

async function renewUnder(
  held: StoredTokens & { lease: string },
  place: Place,
  isGood: (tokens: LivingTokens) => boolean,
  renew: Renew,
): Promise<LivingTokens> {
  const { storage, key } = place
  const current = place.read(held)
  if (isGood(current)) {
    await storage.release(key, held.lease)
    return current
  }
  let renewed: LivingTokens
  try {
    renewed = await renew(current)
  } catch (error) {
    await storage.release(key, held.lease)
    // Somebody whose lease had run out may have been the one who used the refresh token.
    const after = place.read(await storage.load(key))
    if (isGood(after)) return after
    throw error
  }
  if (await save(renewed, held.version, place)) return renewed
  return place.read(await storage.load(key)) // stored already, e.g. by a save whose answer was lost
}

/** The old refresh token is gone: what is not stored now is lost, and with it the account. */
async function save(renewed: LivingTokens, version: number, { storage, key, write }: Place): Promise<boolean> {
  const sealed = write(renewed)
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await storage.save(key, sealed, version)
    } catch (error) {
      if (attempt === SAVE_ATTEMPTS) throw error
      await pause(Math.min(POLL_MS * 2 ** attempt, MAX_PAUSE_MS))
    }
  }
}

/** One account's place in storage, and how its tokens are written there and read. */
interface Place {
  storage: TokenStorage
  key: TokenKey
  name: string
  read(stored: StoredTokens | undefined): LivingTokens
  write(tokens: LivingTokens): string
}

const Kept = z.object({
  accessToken: z.string(),
  refreshToken: z.string().optional(),
  expiresAtMs: z.number(),
  /** What the chain of renewals began with. */
  seed: z.string(),
})

function placeOf(storage: TokenStorage, key: TokenKey, seal: Seal, seed: LivingTokens): Place {
  const name = JSON.stringify([key.tenantId, key.platform, key.account])
  const began = createHash('sha256')
    .update(JSON.stringify([seed.accessToken, seed.refreshToken ?? '']))
    .digest('hex')
  return {
    storage,
    key,
    name,
    read(stored) {
      if (stored?.sealed === undefined) return seed
      const { seed: ofStored, refreshToken, ...rest } = Kept.parse(JSON.parse(seal.open(stored.sealed, name)))
      // Somebody gave new credentials: the old chain is over.
      if (ofStored !== began) return seed
      return { ...rest, ...(refreshToken === undefined ? {} : { refreshToken }) }
    },
    write: tokens => seal.close(JSON.stringify({ ...tokens, seed: began }), name),
  }
}
