// A sender holds a lock as long as it lives, stopped or not; Postgres frees it when the process is gone.
import postgres from 'postgres'
import { addressOf } from '../connection/address-of.ts'
import { socketOf } from '../connection/socket-of.ts'

export interface SenderLock {
  close(): Promise<void>
}

/**
 * Holds `sender`'s lock on a connection of its own, and takes it again whenever that connection was lost.
 * @param address of Postgres itself: behind a transaction pooler a lock belongs to whoever comes next
 */
export async function holdSenderLock(
  address: string,
  sender: string,
  onError: (error: unknown) => void,
): Promise<SenderLock> {
  const { url, ssl, pooled } = addressOf(address)
  if (pooled) throw new TypeError('the sender lock needs a connection past the pooler: set DATABASE_DIRECT_URL')
  const sql = postgres(url, {
    max: 1,
    ...socketOf(ssl),
    idle_timeout: 0,
    max_lifetime: null,
    onnotice: () => {},
    connection: { role: 'mandate_worker', application_name: `mandate sender ${sender}` },
  })
  // Counted by the session: taking it again on the same connection is harmless, on a new one it is needed.
  const take = async () => {
    const [row] = await sql<{ held: boolean }[]>`
      SELECT EXISTS (
        SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid() AND granted
      ) OR pg_try_advisory_lock(hashtextextended(${sender}, 0)) AS held`
    if (row?.held !== true) throw new Error('the sender lock is held by another session')
  }
  await take()
  const timer = setInterval(() => void take().catch(onError), 1000)
  return {
    async close() {
      clearInterval(timer)
      await sql.end({ timeout: 1 })
    },
  }
}
