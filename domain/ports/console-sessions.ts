// Who is signed in at the console: kept in the ledger, so that any replica knows a browser and one word ends all of a person's.
export interface ConsoleSession {
  tenantId: string
  sub: string
  /** What only the browser's cookie opens. */
  sealed: string
  expiresAt: Date
}

export interface ConsoleSessions {
  /** @param key SHA-256 of what the cookie holds */
  open(key: Buffer, session: ConsoleSession): Promise<void>
  /** @returns undefined: none, ended, or over */
  find(key: Buffer): Promise<ConsoleSession | undefined>
  end(key: Buffer): Promise<void>
  /** @returns how many there were */
  endAll(person: { tenantId: string; sub: string }): Promise<number>
}
