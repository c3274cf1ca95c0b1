// A board on its own database and prefix, with an identity provider in front and people who sign in.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { pino } from 'pino'
import { inject, vi } from 'vitest'
import { boardConfig } from '#bull-board/config.ts'
import { type BoardProcess, openBoard } from '#bull-board/open-board.ts'
import { openBoardLedger } from '#db/board-ledger.ts'
import { createIdp } from '#dev/idp/create-idp.ts'
import { signToken } from '#dev/idp/sign-token.ts'
import { findFreeBase } from '#dev/supervisor/claim-ports.ts'
import { createDispatcher } from '#queues/dispatcher.ts'
import { openTestDatabase, testPrefix } from './test-database.ts'

/** @param tenant whose people sign in */
export async function openBoardRig(tenant: string, settings: Record<string, string> = {}) {
  const prefix = testPrefix()
  const dataDir = mkdtempSync(join(tmpdir(), 'mandate-board-'))
  const lines: Record<string, unknown>[] = []
  const boards: BoardProcess[] = []
  const port = await findFreeBase(1)
  const issuer = `http://127.0.0.1:${port}`
  const idp = await createIdp({
    PORT: port,
    HOST: '127.0.0.1',
    dataDir,
    issuer,
    OIDC_AUDIENCE: 'mandate',
    SERVICE_CLIENT_ID: 'services',
    SERVICE_CLIENT_SECRET: 'a secret of services',
  })
  await new Promise<void>(resolve => idp.listen(port, '127.0.0.1', resolve))
  const database = await openTestDatabase()
  const redis = new Redis(inject('backing').REDIS_URL ?? '', { maxRetriesPerRequest: null })
  const dispatcher = createDispatcher({ redis, prefix, onError: () => {} })
  await redis.ping()

  /** Another board, of the same ledger and queues unless told otherwise. */
  const open = async (others: Record<string, string> = {}): Promise<BoardProcess> => {
    const config = boardConfig({
      DATABASE_URL: database.url,
      REDIS_URL: inject('backing').REDIS_URL,
      REDIS_PREFIX: prefix,
      OIDC_ISSUER: issuer,
      BOARD_PORT: '0',
      METRICS_PORT: '0',
      API_URL: 'https://api.example.com/',
      ...settings,
      ...others,
    })
    const logger = pino({ level: 'info' }, { write: line => void lines.push(JSON.parse(line)) })
    const board = await openBoard(config, openBoardLedger(config.DATABASE_URL), logger)
    boards.push(board)
    return board
  }
  const board = await open()
  // It listens before its own connection to Redis stands, and says so.
  await vi.waitFor(async () => {
    const { status } = await fetch(`http://127.0.0.1:${board.metricsPort}/readyz`)
    if (status !== 200) throw new Error('not ready')
  }, 10_000)
  return {
    ...{ board, database, redis, dispatcher, lines, open, prefix },
    url: `http://127.0.0.1:${board.port}`,
    tokenOf: (sub: string, scope: string) =>
      signToken({ keysDir: dataDir, issuer, audience: 'mandate' }, { tenant, sub, scope }),
    async close() {
      for (const one of boards) await one.stop(100)
      await dispatcher.close()
      redis.disconnect()
      await database.drop()
      idp.close()
      idp.closeAllConnections()
      rmSync(dataDir, { recursive: true })
    },
  }
}

export type BoardRig = Awaited<ReturnType<typeof openBoardRig>>
