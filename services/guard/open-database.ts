// The file that snapshots live in: SQLite, one writer, every commit synced to the disk before it is answered.
import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** The triggers make a slip of ours fail; who rewrites the file itself is found out by the chain and the signatures. */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS snapshots (
    n INTEGER PRIMARY KEY, snapshot_id TEXT NOT NULL UNIQUE, integrity_hash TEXT NOT NULL,
    parent_snapshot_id TEXT REFERENCES snapshots (snapshot_id), manifest_sha256 TEXT NOT NULL,
    prev_hash TEXT UNIQUE, at TEXT NOT NULL, signature TEXT NOT NULL, key_id TEXT NOT NULL,
    manifest TEXT NOT NULL, idempotency_key TEXT UNIQUE,
    CHECK ((n = 1) = (prev_hash IS NULL))) STRICT;
  CREATE TRIGGER IF NOT EXISTS snapshots_never_change BEFORE UPDATE ON snapshots
    BEGIN SELECT raise(ABORT, 'snapshots are append-only'); END;
  CREATE TRIGGER IF NOT EXISTS snapshots_never_go BEFORE DELETE ON snapshots
    BEGIN SELECT raise(ABORT, 'snapshots are append-only'); END;
  CREATE TABLE IF NOT EXISTS signing_keys (
    kid TEXT PRIMARY KEY, private_jwk TEXT NOT NULL, created_at_ms INTEGER NOT NULL) STRICT;`

/** `dataDir` is made where it is missing. */
export function openDatabase(dataDir: string): DatabaseSync {
  mkdirSync(dataDir, { recursive: true })
  const path = join(dataDir, 'guard.sqlite')
  const db = new DatabaseSync(path)
  // It holds private keys.
  chmodSync(path, 0o600)
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000; ${SCHEMA}`)
  return db
}
