// The place where guardrails and constraints that say exactly what they mean become rules; what is vague is the audit's to judge.
import {
  BANNED_KINDS,
  type BannedKind,
  DEMAND,
  DEMAND_VERB_LAST,
  LIST_LEAD,
  LIST_MARK,
  LONGEST_TEXT,
  NAMED,
  REFUSAL,
  WORD_UNIT,
} from './guardrail-words.ts'

export interface CopyRules {
  /** Words and phrases that must not appear. */
  readonly forbidden: readonly string[]
  /** Phrases, names, hashtags and links that must appear. */
  readonly required: readonly string[]
  readonly banned: ReadonlySet<BannedKind>
  readonly mostCharacters: number
  readonly mostWords: number
}

const QUOTED = /["“”„«]([^"“”„«»]{1,80})["“”»]|‘([^‘’]{1,80})’|(?<!\p{L})'([^']{1,80})'(?!\p{L})/gu
const LINKS_AND_TAGS = /https?:\/\/[^\s"'“”»,;]*[^\s"'“”»,;.!?)]|#[\p{L}\p{N}_]+/gu

export function readGuardrails(sentences: readonly string[]): CopyRules {
  const clauses = sentences.flatMap(clausesOf)
  const refusals = clauses.filter(clause => REFUSAL.test(clause))
  const demands = clauses.filter(clause => !REFUSAL.test(clause))
  const longest = clauses.map(clause => LONGEST_TEXT.exec(clause)?.groups).filter(groups => groups !== undefined)
  const most = (isWords: boolean) =>
    Math.min(...longest.filter(({ unit = '' }) => WORD_UNIT.test(unit) === isWords).map(({ count }) => Number(count)))
  return {
    forbidden: [...new Set(refusals.flatMap(forbiddenIn))],
    required: [...new Set(demands.flatMap(demandedIn))],
    banned: new Set(KINDS.filter(kind => refusals.some(clause => bans(clause, kind)))),
    mostCharacters: most(false),
    mostWords: most(true),
  }
}

const KINDS = Object.keys(BANNED_KINDS) as BannedKind[]

function clausesOf(sentence: string): string[] {
  return sentence
    .normalize('NFC')
    .split(/[;\n]|[.!?](?:\s+|$)/u)
    .map(clause => clause.trim())
    .filter(clause => clause !== '')
}

function exactTerms(clause: string): string[] {
  const quoted = [...clause.matchAll(QUOTED)].map(match => match[1] ?? match[2] ?? match[3] ?? '')
  const marks = clause.replace(QUOTED, ' ').match(LINKS_AND_TAGS) ?? []
  return [...quoted, ...marks].map(term => term.trim()).filter(term => term !== '')
}

/** What is quoted; else the list after "say", "the words", "mention"; a long member describes rather than names. */
function forbiddenIn(clause: string): string[] {
  const exact = exactTerms(clause)
  if (exact.length > 0) return exact
  return membersOf(NAMED.exec(clause)?.groups?.list ?? '').filter(
    term => term.split(/\s+/u).length <= 4 && !KINDS.some(kind => isKind(term, kind)),
  )
}

/** Only what is quoted, a hashtag, a link or spelled as a name stands for itself; "politics" means more than its letters. */
function demandedIn(clause: string): string[] {
  const list = DEMAND.exec(clause)?.groups?.list ?? DEMAND_VERB_LAST.exec(clause)?.groups?.list
  if (list === undefined) return []
  const names = membersOf(list.replace(QUOTED, ' ').replace(LINKS_AND_TAGS, ' ')).filter(isName)
  return [...exactTerms(list), ...names]
}

function membersOf(list: string): string[] {
  return list
    .split(LIST_MARK)
    .map(member =>
      member
        .replace(LIST_LEAD, '')
        .replace(/[:"']+/gu, '')
        .trim(),
    )
    .filter(member => member !== '')
}

function isName(member: string): boolean {
  const words = member.split(/\s+/u)
  return words.length <= 4 && words.every(word => /^[\p{Lu}\p{N}]/u.test(word))
}

function isKind(term: string, kind: BannedKind): boolean {
  return new RegExp(`^(?:${BANNED_KINDS[kind].source})$`, 'iu').test(term)
}

/** "no hashtags", "avoid using emoji or links": a member of what is refused. */
function bans(clause: string, kind: BannedKind): boolean {
  return clause.split(LIST_MARK).some(member => {
    const words = member.split(/\s+/u)
    return (
      words.some((_, from) => isKind(words.slice(from).join(' '), kind)) || isKind(words.slice(0, -1).join(' '), kind)
    )
  })
}
