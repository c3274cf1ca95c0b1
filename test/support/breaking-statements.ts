// Statements of a migration that the version before would stumble over, which still runs while it is applied and for minutes afterwards.
// What breaks it is done in two deploys: expand, and once nobody uses the old any more, contract.

export interface BreakingStatement {
  /** The statement's first words. */
  statement: string
  why: string
}

interface Rule {
  pattern: RegExp
  why: string
  /** A comment `-- expand: why` at the statement may say that it does no harm; without this only `-- contract: since` does. */
  explicable?: true
  /** Harmless on what the same migration has created. */
  onOld?: true
}

const RULES: readonly Rule[] = [
  { pattern: /^DROP (TABLE|VIEW|MATERIALIZED VIEW|SCHEMA|TYPE|FUNCTION|SEQUENCE|ROLE)/, why: 'it may be in use' },
  { pattern: /^ALTER TABLE .* DROP COLUMN/, why: 'it may be read or written' },
  { pattern: /^ALTER .* RENAME /, why: 'it is used under its former name' },
  { pattern: /^ALTER TABLE .* ALTER COLUMN .* (SET DATA )?TYPE /, why: 'it is read and written as the former type' },
  { pattern: /^ALTER TABLE .* DROP DEFAULT/, why: 'it may be inserted without a value' },
  {
    pattern: /^ALTER TABLE .* ADD COLUMN (?!.*(DEFAULT|GENERATED)).* NOT NULL/,
    why: 'it is inserted without a value',
    onOld: true,
  },
  { pattern: /^TRUNCATE/, why: 'what stands there is in use' },
  { pattern: /^ALTER TABLE .* SET NOT NULL/, why: 'null may still be written', explicable: true },
  {
    pattern: /^ALTER TABLE .* ADD (CONSTRAINT|CHECK|UNIQUE|FOREIGN KEY|PRIMARY KEY)/,
    why: 'old rows, or what is still written, may not fit',
    explicable: true,
    onOld: true,
  },
  {
    pattern: /^ALTER TABLE .* DROP CONSTRAINT/,
    why: 'ON CONFLICT may need it, and what it forbade is still not expected',
    explicable: true,
  },
  {
    pattern: /^CREATE UNIQUE INDEX/,
    why: 'old rows, or what is still written, may not fit',
    explicable: true,
    onOld: true,
  },
  {
    pattern: /^CREATE INDEX(?! IF NOT EXISTS)/,
    why: 'nobody can make it CONCURRENTLY before: say IF NOT EXISTS',
    onOld: true,
  },
  { pattern: /^CREATE INDEX/, why: 'its table takes no writes while it is made', explicable: true, onOld: true },
  { pattern: /^DROP INDEX/, why: 'ON CONFLICT or a plan may need it', explicable: true },
  { pattern: /^DROP (POLICY|TRIGGER)/, why: 'what is still running may rely on it', explicable: true },
  {
    pattern: /^CREATE( CONSTRAINT)? TRIGGER/,
    why: 'it changes what a write does that is still as it was',
    explicable: true,
    onOld: true,
  },
  {
    pattern: /^(REVOKE|ALTER TABLE .* (ENABLE|FORCE) ROW LEVEL SECURITY)/,
    why: 'it may be read or written',
    explicable: true,
    onOld: true,
  },
  {
    pattern: /^(UPDATE|DELETE)/,
    why: 'rows change under those who know them as they were, and are locked',
    explicable: true,
  },
]

/** @returns none: it expands alone. A file that says `-- contract: since VERSION` may break what is older than that. */
export function breakingStatements(migration: string): BreakingStatement[] {
  if (/^-- contract: since \S+/m.test(migration)) return []
  const made = new Set<string>()
  const found: BreakingStatement[] = []
  for (const { text, comment } of statementsOf(migration)) {
    const created = /^CREATE (?:TABLE|FUNCTION)(?: IF NOT EXISTS)? ([\w."]+)/.exec(text)?.[1]
    if (created !== undefined) made.add(plain(created))
    const isExplained = /^\s*-- expand: \S+/m.test(comment)
    const rule = RULES.find(
      ({ pattern, explicable, onOld }) =>
        pattern.test(text) && !(onOld && made.has(subjectOf(text))) && !(explicable && isExplained),
    )
    if (rule !== undefined) found.push({ statement: text.slice(0, 100), why: rule.why })
  }
  return found
}

interface Statement {
  /** On one line, without comments, literals and bodies. */
  text: string
  comment: string
}

function statementsOf(migration: string): Statement[] {
  return migration
    .replaceAll('--> statement-breakpoint', ';')
    .replace(TOKENS, token => (token.startsWith('--') ? token.replace(/[;']/g, ' ') : "''"))
    .split(';')
    .map(comment => ({ text: comment.replace(/--.*$/gm, '').replace(/\s+/g, ' ').trim(), comment }))
    .filter(({ text }) => text !== '')
}

/** Comments, bodies and literals, whichever begins first. */
const TOKENS = /--.*$|\$(\w*)\$[\s\S]*?\$\1\$|'(?:[^']|'')*'/gm

/** What a statement is about: its table, or what is revoked on. */
function subjectOf(text: string): string {
  const name =
    /^ALTER TABLE(?: ONLY| IF EXISTS)? ([\w."]+)/.exec(text)?.[1] ??
    /^REVOKE .* ON (?:FUNCTION |TABLE )?([\w."]+)/.exec(text)?.[1] ??
    / ON (?:ONLY )?([\w."]+)/.exec(text)?.[1]
  return plain(name ?? '')
}

const plain = (name: string) => name.replaceAll('"', '').replace(/^public\./, '')
