import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { breakingStatements } from '#test/support/breaking-statements.ts'

const FOLDER = new URL('../../../db/migrations/', import.meta.url)

/** Of before there was a version that somebody might run: they were never applied beside one. */
const BEFORE_THE_FIRST = '0013_watch.sql'
const BREAKING_BEFORE_THE_FIRST = [
  ...['0001_security.sql', '0004_audit_checkpoints.sql', '0006_actuator.sql', '0007_actuator_functions.sql'],
  ...['0010_finalize.sql', '0011_uploads.sql', '0012_session_locale.sql', '0013_watch.sql'],
]

const whysOf = (sql: string) => breakingStatements(sql).map(({ why }) => why)

describe('migrations only expand: the version before runs on while they are applied', () => {
  const files = readdirSync(FOLDER).filter(name => name.endsWith('.sql'))
  const breaking = files
    .map(name => ({ name, found: breakingStatements(readFileSync(new URL(name, FOLDER), 'utf8')) }))
    .filter(({ found }) => found.length > 0)

  it('each of them since there is a version before', () => {
    expect(breaking.filter(({ name }) => name > BEFORE_THE_FIRST)).toEqual([])
  })

  it('which was not so before, in exactly these', () => {
    const known = breaking.map(({ name }) => name).filter(name => name <= BEFORE_THE_FIRST)
    expect(known).toEqual(BREAKING_BEFORE_THE_FIRST)
  })
})

describe('what the version before stumbles over is found:', () => {
  it.each([
    'DROP TABLE steps',
    'ALTER TABLE "steps" DROP COLUMN "trace"',
    'ALTER TABLE steps RENAME COLUMN trace TO traceparent',
    'ALTER TABLE steps ALTER COLUMN run SET DATA TYPE bigint',
    'ALTER TABLE steps ALTER COLUMN checks DROP DEFAULT',
    'ALTER TABLE steps ADD COLUMN colour text NOT NULL',
    'ALTER TABLE steps ALTER COLUMN trace SET NOT NULL',
    `ALTER TABLE steps ADD CONSTRAINT c CHECK (kind <> 'learn')`,
    'ALTER TABLE steps DROP CONSTRAINT c',
    'CREATE UNIQUE INDEX i ON steps (subject_id)',
    'CREATE INDEX i ON steps (kind)',
    'CREATE INDEX IF NOT EXISTS i ON steps (kind)',
    'CREATE TRIGGER t BEFORE INSERT ON steps EXECUTE FUNCTION f()',
    'REVOKE INSERT ON steps FROM mandate_worker',
    'DROP FUNCTION governance.add_steps(jsonb)',
    'UPDATE steps SET checks = 0',
    `-- It's what a comment says; not what it is called.\nDROP INDEX i`,
  ])('%s', statement => {
    expect(whysOf(`CREATE TABLE other (id uuid);--> statement-breakpoint\n${statement};`)).toHaveLength(1)
  })
})

describe('what it does not notice passes:', () => {
  it.each([
    'ALTER TABLE steps ADD COLUMN "colour" text',
    `ALTER TABLE steps ADD COLUMN "colour" text DEFAULT 'red' NOT NULL`,
    'CREATE TABLE t (id uuid NOT NULL);--> statement-breakpoint\nCREATE INDEX i ON t (id);ALTER TABLE "t" ADD CONSTRAINT c CHECK (true)',
    'CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$ DELETE FROM steps; DROP TABLE x; $$; REVOKE ALL ON FUNCTION f FROM PUBLIC',
    'GRANT SELECT ON steps TO mandate_ops',
    '-- expand: a few hundred rows, made in a blink.\nCREATE INDEX IF NOT EXISTS i ON accounts (id)',
  ])('%s', migration => {
    expect(whysOf(migration)).toEqual([])
  })

  it('anything, in a file that says since which version nobody uses it any more; and then no comment is needed', () => {
    expect(whysOf('-- contract: since 1.4\nALTER TABLE steps DROP COLUMN trace')).toEqual([])
    expect(whysOf('-- expand: it is fine\nALTER TABLE steps DROP COLUMN trace')).toHaveLength(1)
  })
})
