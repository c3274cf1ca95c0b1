// Where answers given under an Idempotency-Key are kept, so that a retried stage gets the same answer, also after a restart.
import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

export interface KeptAnswer {
  bodySha256: string
  status: number
  contentType: string
  body: string
}

export interface AnswerStore {
  find(key: string): KeptAnswer | undefined
  keep(key: string, answer: KeptAnswer, now: Date): void
  close(): void
}

/** The oldest go when more than `limit` are kept. Without a folder they live as long as the process. */
export function createAnswerStore(dataDir: string | undefined, limit = 20_000): AnswerStore {
  const path = fileIn(dataDir)
  const db = new DatabaseSync(path)
  // An answer may hold what only its caller may see.
  if (dataDir !== undefined) chmodSync(path, 0o600)
  // WAL with NORMAL: survives a kill of the process; only a power cut may lose the last ones, and then the work is done again.
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 2000;
    CREATE TABLE IF NOT EXISTS answers (
      n INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, body_sha256 TEXT NOT NULL,
      status INTEGER NOT NULL, content_type TEXT NOT NULL, body TEXT NOT NULL, at TEXT NOT NULL)`)
  const find = db.prepare('SELECT body_sha256, status, content_type, body FROM answers WHERE key = ?')
  const insert = db.prepare(
    'INSERT INTO answers (key, body_sha256, status, content_type, body, at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  )
  const trim = db.prepare('DELETE FROM answers WHERE n <= (SELECT max(n) FROM answers) - ?')
  return {
    find(key) {
      const row = find.get(key)
      if (row === undefined) return undefined
      return {
        bodySha256: String(row.body_sha256),
        status: Number(row.status),
        contentType: String(row.content_type),
        body: String(row.body),
      }
    },
    keep(key, answer, now) {
      insert.run(key, answer.bodySha256, answer.status, answer.contentType, answer.body, now.toISOString())
      trim.run(limit)
    },
    close: () => db.close(),
  }
}

function fileIn(dataDir: string | undefined): string {
  if (dataDir === undefined) return ':memory:'
  mkdirSync(dataDir, { recursive: true })
  return join(dataDir, 'answers.sqlite')
}
