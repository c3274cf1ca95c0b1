// The history in one SQLite file. SQLite and not a journal of our own: a lesson is a campaign and an answer that must stand or fall
// together under kill -9, once per key, and be read per tenant; that is a transaction, a primary key and an index, all kept and tested there.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { Learning } from '#contracts/learning.ts'
import { Advice } from '#contracts/upstream/optimizer.ts'
import type { CampaignHistory, Lesson, MeasuredCampaign } from './campaign-history.ts'

/** Every commit is flushed to disk (`synchronous = FULL` in WAL mode). */
const SCHEMA = `
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA busy_timeout = 2000;
CREATE TABLE IF NOT EXISTS campaigns (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  tenant_id TEXT NOT NULL,
  campaign_id TEXT NOT NULL,
  hook_style TEXT NOT NULL,
  posts TEXT NOT NULL,
  UNIQUE (tenant_id, campaign_id)
) STRICT;
CREATE INDEX IF NOT EXISTS campaigns_by_tenant ON campaigns (tenant_id, seq);
CREATE TABLE IF NOT EXISTS lessons (
  tenant_id TEXT NOT NULL,
  execution_id TEXT NOT NULL,
  learnings TEXT NOT NULL,
  PRIMARY KEY (tenant_id, execution_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS advices (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  tenant_id TEXT NOT NULL,
  campaign_id TEXT NOT NULL,
  channels TEXT NOT NULL,
  advice TEXT NOT NULL,
  UNIQUE (tenant_id, campaign_id, channels)
) STRICT;
`

/** Advice is asked again while its campaign is being planned; what is this far back never will be. */
const KEPT_ADVICES = 100_000

const Posts = z.array(
  z.object({ channel: z.string(), hourUtc: z.int().nullable(), impressions: z.number(), engagements: z.number() }),
)
const CampaignRow = z.object({ campaign_id: z.string(), hook_style: z.string(), posts: z.string() })

/** Opens or makes `optimizer.db` in `dataDir`; one process at a time. */
export function createSqliteHistory(dataDir: string): CampaignHistory {
  mkdirSync(dataDir, { recursive: true })
  const db = new DatabaseSync(join(dataDir, 'optimizer.db'))
  db.exec(SCHEMA)
  const recent = db.prepare(
    'SELECT campaign_id, hook_style, posts FROM campaigns WHERE tenant_id = ? ORDER BY seq DESC LIMIT ?',
  )
  const lessonOf = db.prepare('SELECT learnings FROM lessons WHERE tenant_id = ? AND execution_id = ?')
  const keepCampaign = db.prepare(
    `INSERT INTO campaigns (tenant_id, campaign_id, hook_style, posts) VALUES (?, ?, ?, ?)
     ON CONFLICT (tenant_id, campaign_id) DO UPDATE SET hook_style = excluded.hook_style, posts = excluded.posts`,
  )
  const keepAnswer = db.prepare('INSERT INTO lessons (tenant_id, execution_id, learnings) VALUES (?, ?, ?)')
  const adviceOf = db.prepare('SELECT advice FROM advices WHERE tenant_id = ? AND campaign_id = ? AND channels = ?')
  const addAdvice = db.prepare(
    'INSERT OR IGNORE INTO advices (tenant_id, campaign_id, channels, advice) VALUES (?, ?, ?, ?)',
  )
  const dropAdvice = db.prepare('DELETE FROM advices WHERE seq <= ?')
  return {
    campaigns: (tenantId, limit) => recent.all(tenantId, limit).map(campaignOf).reverse(),
    learnings(tenantId, executionId) {
      const row = lessonOf.get(tenantId, executionId)
      return row === undefined ? undefined : z.array(Learning).parse(JSON.parse(String(row.learnings)))
    },
    keepLesson(lesson: Lesson) {
      inTransaction(db, () => {
        const { tenantId, measured } = lesson
        if (measured !== null)
          keepCampaign.run(tenantId, measured.campaignId, measured.hookStyle, JSON.stringify(measured.posts))
        keepAnswer.run(tenantId, lesson.executionId, JSON.stringify(lesson.learnings))
      })
    },
    advice(tenantId, campaignId, channels) {
      const row = adviceOf.get(tenantId, campaignId, channels)
      return row === undefined ? undefined : Advice.parse(JSON.parse(String(row.advice)))
    },
    keepAdvice(tenantId, campaignId, channels, advice) {
      inTransaction(db, () => {
        const { lastInsertRowid } = addAdvice.run(tenantId, campaignId, channels, JSON.stringify(advice))
        dropAdvice.run(Number(lastInsertRowid) - KEPT_ADVICES)
      })
    },
    close: () => db.close(),
  }
}

function campaignOf(row: unknown): MeasuredCampaign {
  const { campaign_id, hook_style, posts } = CampaignRow.parse(row)
  return { campaignId: campaign_id, hookStyle: hook_style, posts: Posts.parse(JSON.parse(posts)) }
}

function inTransaction(db: DatabaseSync, work: () => void): void {
  db.exec('BEGIN IMMEDIATE')
  try {
    work()
    db.exec('COMMIT')
  } catch (error) {
    db.exec('ROLLBACK')
    throw error
  }
}
