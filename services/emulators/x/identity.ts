// The numbers of X's world: users by their account's name, posts and media by the time they came.
import { createHash } from 'node:crypto'

/** The same for the same account, always; 19 digits at most, as X's. */
export function userIdOf(account: string): string {
  const number = createHash('sha256').update(`user ${account}`).digest().readBigUInt64BE()
  return String(10n ** 17n + (number % (9n * 10n ** 17n)))
}

/** The handle that the account goes by: letters, digits and underscores, at most 15. */
export function usernameOf(account: string): string {
  return account.replace(/[^A-Za-z0-9_]/g, '_').slice(0, 15)
}

/** X's epoch, in milliseconds since 1970. */
const EPOCH_MS = 1_288_834_974_657n

/** @returns makes ids that tell their time and never come twice nor fall, whatever the clock does; @param last the highest given before */
export function createSnowflakes(last = 0n): (now: Date) => string {
  let latest = last
  return now => {
    const ofNow = (BigInt(now.getTime()) - EPOCH_MS) << 22n
    latest = ofNow > latest ? ofNow : latest + 1n
    return String(latest)
  }
}
