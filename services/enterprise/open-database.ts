// The file that the business state lives in: SQLite, one writer, every commit synced to the disk before it is answered.
// It does here what a journal of our own would have to be taught: replay after a kill, torn ends, uniqueness, sums.
import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS tenants (
    tenant_id TEXT PRIMARY KEY, state TEXT NOT NULL, version INTEGER NOT NULL DEFAULT 1,
    registered INTEGER NOT NULL DEFAULT 0, updated_at TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS reservations (
    id TEXT PRIMARY KEY, tenant_id TEXT NOT NULL, execution_id TEXT NOT NULL, campaign_id TEXT NOT NULL,
    amount_minor INTEGER NOT NULL CHECK (amount_minor >= 0), currency TEXT NOT NULL,
    held_minor INTEGER NOT NULL CHECK (held_minor >= 0), spent_minor INTEGER, spent_held_minor INTEGER,
    status TEXT NOT NULL CHECK (status IN ('RESERVED', 'SETTLED', 'RELEASED', 'EXPIRED')),
    month TEXT NOT NULL, created_at_ms INTEGER NOT NULL, ended_at_ms INTEGER,
    CHECK ((status = 'RESERVED') = (ended_at_ms IS NULL)), CHECK ((status = 'SETTLED') = (spent_minor IS NOT NULL)),
    UNIQUE (tenant_id, execution_id)) STRICT;
  CREATE INDEX IF NOT EXISTS reservations_by_month ON reservations (tenant_id, month);
  CREATE TABLE IF NOT EXISTS signing_keys (
    kid TEXT PRIMARY KEY, private_jwk TEXT NOT NULL, created_at_ms INTEGER NOT NULL, retired_at_ms INTEGER) STRICT;`

/** `dataDir` undefined: in memory, for tests. */
export function openDatabase(dataDir: string | undefined): DatabaseSync {
  const path = dataDir === undefined ? ':memory:' : join(dataDir, 'enterprise.sqlite')
  if (dataDir !== undefined) mkdirSync(dataDir, { recursive: true })
  const db = new DatabaseSync(path)
  // It holds private keys.
  if (dataDir !== undefined) chmodSync(path, 0o600)
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000; ${SCHEMA}`)
  return db
}
