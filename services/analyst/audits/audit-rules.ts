// The rules of the audit as they lie in `audit-rules/`, compiled once, with the version that every report names.
import { createHash } from 'node:crypto'
import type { QualityCheck } from '#contracts/quality-report.ts'
import catalog from './audit-rules/catalog.json' with { type: 'json' }
import de from './audit-rules/de.json' with { type: 'json' }
import en from './audit-rules/en.json' with { type: 'json' }
import es from './audit-rules/es.json' with { type: 'json' }
import links from './audit-rules/links.json' with { type: 'json' }
import limits from './audit-rules/platform-limits.json' with { type: 'json' }
import { compilePhrase, type Phrase } from './text/phrase.ts'

export type RuleId = keyof typeof catalog.rules
export type Severity = QualityCheck['severity']

export interface ClaimRule {
  ruleId: RuleId
  locale: string
  phrases: readonly Phrase[]
  /** Spans that are lawful although a phrase lies in them. */
  except: readonly RegExp[]
  /** What turns the claim into its opposite when it stands up to two words before it; null: nothing does. */
  negation: RegExp | null
}

export interface PlatformLimit {
  ruleId: RuleId
  unit: 'weighted' | 'utf16'
  mostCharacters: number
  mostHashtags: number
  mostMedia: number
  needsMedia: boolean
}

export interface AuditRules {
  version: string
  rules: ReadonlyMap<RuleId, { severity: Severity; title: string }>
  penalties: Readonly<Record<Severity, number>>
  mostCountedPerRule: number
  locales: readonly string[]
  claims: readonly ClaimRule[]
  negativeWords: readonly Phrase[]
  insults: readonly Phrase[]
  discounts: readonly Phrase[]
  limits: ReadonlyMap<string, PlatformLimit>
  shorteners: ReadonlySet<string>
  trackers: ReadonlySet<string>
}

/** A new language is one more file in `audit-rules/` and one more name here. */
const LOCALES = [en, es, de] as const

/** Compiles the tables. Throws on an id that the catalog does not know: a rule without severity would never count. */
export function loadAuditRules(): AuditRules {
  return {
    version: version(),
    rules: new Map(
      Object.entries(catalog.rules).map(([id, rule]) => [
        ruleId(id),
        { severity: severity(rule.severity), title: rule.title },
      ]),
    ),
    penalties: catalog.penalties,
    mostCountedPerRule: catalog.most_counted_per_rule,
    locales: LOCALES.map(table => table.locale),
    claims: LOCALES.flatMap(claimRules),
    negativeWords: LOCALES.flatMap(table => table.tone.negative.map(compilePhrase)),
    insults: LOCALES.flatMap(table => table.tone.insult.map(compilePhrase)),
    discounts: LOCALES.flatMap(table => table.discounts.map(compilePhrase)),
    limits: new Map(Object.entries(limits.limits).map(([channel, limit]) => [channel, platformLimit(limit)])),
    shorteners: new Set(links.shorteners),
    trackers: new Set(links.trackers),
  }
}

function claimRules(table: (typeof LOCALES)[number]): ClaimRule[] {
  const negation = new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${table.negations.join('|')})(?:\\s+[\\p{L}\\p{N}']+){0,2}\\s*$`,
    'iu',
  )
  return Object.entries(table.claims).map(([id, claim]) => ({
    ruleId: ruleId(id),
    locale: table.locale,
    phrases: claim.phrases.map(compilePhrase),
    except: claim.except.map(source => compilePhrase(source).bounded),
    negation: claim.negatable ? negation : null,
  }))
}

function platformLimit(limit: (typeof limits.limits)[keyof typeof limits.limits]): PlatformLimit {
  return {
    ruleId: ruleId(limit.rule),
    unit: limit.unit === 'weighted' ? 'weighted' : 'utf16',
    mostCharacters: limit.most_characters,
    mostHashtags: limit.most_hashtags,
    mostMedia: limit.most_media,
    needsMedia: limit.needs_media,
  }
}

/** Versions for people, a digest for proof: an edit without a new version still shows. */
function version(): string {
  const tables = [catalog, limits, links, ...LOCALES]
  const digest = createHash('sha256').update(JSON.stringify(tables)).digest('hex').slice(0, 8)
  return `audit@${catalog.version} ${LOCALES.map(table => `${table.locale}@${table.version}`).join(' ')} limits@${limits.version} links@${links.version} #${digest}`
}

function ruleId(id: string): RuleId {
  if (!Object.hasOwn(catalog.rules, id)) throw new Error(`audit rule ${id} is not in audit-rules/catalog.json`)
  return id as RuleId
}

function severity(word: string): Severity {
  if (word === 'INFO' || word === 'WARNING' || word === 'CRITICAL') return word
  throw new Error(`audit-rules/catalog.json: ${word} is no severity`)
}
