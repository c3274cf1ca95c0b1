// Tries again what Postgres has not refused: it was away, or too busy.
import { mayPass } from '#db/connection/connection-lost.ts'

/**
 * Compare-and-set makes trying again safe, also after a COMMIT whose answer was lost.
 * @param patienceMs how long before the error is given on
 * @throws at once what will not pass by itself
 */
export async function whilePostgresIsAway<T>(work: () => Promise<T>, patienceMs: number): Promise<T> {
  const since = Date.now()
  for (let tries = 0; ; tries++) {
    try {
      return await work()
    } catch (error) {
      if (!mayPass(error) || Date.now() - since > patienceMs) throw error
      await new Promise(resolve => setTimeout(resolve, Math.min(1000, 50 * 2 ** tries)))
    }
  }
}
