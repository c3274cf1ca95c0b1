// What is compared: something that runs six no-op stages one after another for a campaign.

/** Where a contestant runs: the same servers for all of them. */
export interface Place {
  /** As the application logs in. */
  databaseUrl: string
  /** As the owner: for a contestant with tables of its own. */
  ownerUrl: string
  redisUrl: string
  /** Jobs at once of each queue. */
  concurrency: number
  tenantIds: readonly string[]
  /** What the engine logs; the others log nothing. */
  logLevel: 'info' | 'silent'
}

export interface Contestant {
  /** Starts one campaign. @returns when its sixth stage is done and recorded */
  run(index: number): Promise<void>
  close(): Promise<void>
}

export const CONTESTANTS = ['engine', 'chain', 'plain'] as const
export type ContestantName = (typeof CONTESTANTS)[number]

export const BRIEF = { objective: 'Launch the autumn collection in three regions' }
export const CHANNEL = { platform: 'MOCK', account: 'bench' }
export const ACCOUNTS = { createOnFirstUse: true, shared: new Set([`${CHANNEL.platform}:${CHANNEL.account}`]) }
/** Before every key of the engine. */
export const PREFIX = 'bench'
