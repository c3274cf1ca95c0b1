// The file that assets are known by: SQLite, one writer, every commit synced to the disk before it is answered.
import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** A tenant's hash is one asset: whoever registers it first. */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS assets (
    tenant_id TEXT NOT NULL, sha256 TEXT NOT NULL, asset_id TEXT NOT NULL, ref TEXT NOT NULL, mime TEXT NOT NULL,
    width INTEGER NOT NULL, height INTEGER NOT NULL, registered_at TEXT NOT NULL,
    PRIMARY KEY (tenant_id, sha256), UNIQUE (tenant_id, asset_id)) STRICT, WITHOUT ROWID;`

/** `dataDir` is made where it is missing. */
export function openDatabase(dataDir: string): DatabaseSync {
  mkdirSync(dataDir, { recursive: true })
  const path = join(dataDir, 'ingest.sqlite')
  const db = new DatabaseSync(path)
  // It names what every tenant has.
  chmodSync(path, 0o600)
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000; ${SCHEMA}`)
  return db
}
