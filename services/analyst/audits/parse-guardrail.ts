// Turns a guardrail of the brief, free text of people, into what rules can check, or says that they cannot.
import { FORBIDDEN_KINDS, type ForbiddenKind, GUARDRAIL_FORMS, type GuardrailForms } from './guardrail-forms.ts'

export type GuardrailCheck =
  | { kind: 'forbid_text'; texts: readonly string[] }
  | { kind: 'require_text'; texts: readonly string[] }
  | { kind: 'forbid_kind'; what: ForbiddenKind }
  | { kind: 'max_length'; count: number; unit: 'characters' | 'words' }

export interface ParsedGuardrail {
  source: string
  checks: readonly GuardrailCheck[]
  /** Nothing, or not all of it, could be turned into checks: somebody must look. */
  needsHuman: boolean
}

/** Several sentences may stand in one guardrail; each is read by itself. */
export function parseGuardrail(source: string): ParsedGuardrail {
  const sentences = source
    .normalize('NFKC')
    .split(/(?<=[.!?])\s+(?=[\p{Lu}"“„«¿¡])|;\s*|\n+/u)
    .map(sentence =>
      sentence
        .replace(/[.;!?\s]+$/u, '')
        .replace(/\s+/gu, ' ')
        .trim(),
    )
    .filter(sentence => sentence !== '')
  const parsed = sentences.map(parseSentence)
  return {
    source,
    checks: parsed.flatMap(sentence => sentence.checks),
    needsHuman: parsed.length === 0 || parsed.some(sentence => sentence.needsHuman),
  }
}

interface ParsedSentence {
  checks: GuardrailCheck[]
  needsHuman: boolean
}

const UNREAD: ParsedSentence = { checks: [], needsHuman: true }

function parseSentence(sentence: string): ParsedSentence {
  let partly = UNREAD
  for (const forms of GUARDRAIL_FORMS) {
    const parsed = parseIn(sentence, forms)
    // A form without any member, such as “no the word:”, has been read and says nothing: that is not understood.
    if (!parsed.needsHuman && parsed.checks.length > 0) return parsed
    if (parsed.checks.length > partly.checks.length) partly = parsed
  }
  return partly
}

function parseIn(sentence: string, forms: GuardrailForms): ParsedSentence {
  const length = groupsOf(sentence, forms.maxLength)
  if (length?.count !== undefined && length.unit !== undefined) {
    const unit = forms.wordUnit.test(length.unit) ? 'words' : 'characters'
    return { checks: [{ kind: 'max_length', count: Number(length.count), unit }], needsHuman: false }
  }
  const words = listOf(sentence, forms.words) ?? listOf(sentence, forms.competitors)
  if (words !== null) return forbidTexts(membersOf(words, forms), forms, 3)
  const kinds = listOf(sentence, forms.forbids)
  if (kinds !== null) {
    const members = membersOf(kinds, forms)
    if (members.length > 0 && members.every(member => QUOTED.test(member))) return forbidTexts(members, forms, 1)
    const parsed = forbidKinds(members, forms)
    if (parsed.checks.length > 0) return parsed
  }
  const says = listOf(sentence, forms.says)
  if (says !== null) return forbidTexts(membersOf(says, forms), forms, 1)
  const names = listOf(sentence, forms.names)
  if (names !== null) return forbidNames(membersOf(names, forms), forms)
  const required = listOf(sentence, forms.required)
  if (required !== null) return requireTexts(membersOf(required, forms))
  return UNREAD
}

/** Members of at most `mostWords` stand for themselves; a longer one describes something, and looking for it finds nothing. */
function forbidTexts(members: readonly string[], forms: GuardrailForms, mostWords: number): ParsedSentence {
  const exact = members.filter(
    member => isExact(member) || (member.split(' ').length <= mostWords && !forms.description.test(member)),
  )
  return { checks: textChecks('forbid_text', exact), needsHuman: exact.length < members.length || exact.length === 0 }
}

/** A topic (“politics”) is looked for by its word, and a human eye is still needed: it can be meant without it. */
function forbidNames(members: readonly string[], forms: GuardrailForms): ParsedSentence {
  const sought = members.filter(member => isExact(member) || (!member.includes(' ') && !forms.description.test(member)))
  return { checks: textChecks('forbid_text', sought), needsHuman: members.length === 0 || !members.every(isExact) }
}

/** Only what is certainly a word or name is required: a described thing can be said in many ways. */
function requireTexts(members: readonly string[]): ParsedSentence {
  const exact = members.filter(isExact)
  return { checks: textChecks('require_text', exact), needsHuman: exact.length < members.length || exact.length === 0 }
}

function textChecks(kind: 'forbid_text' | 'require_text', members: readonly string[]): GuardrailCheck[] {
  const texts = members.map(unquoted).filter(text => /[\p{L}\p{N}]/u.test(text))
  return texts.length === 0 ? [] : [{ kind, texts }]
}

function forbidKinds(members: readonly string[], forms: GuardrailForms): ParsedSentence {
  const kinds = members.map(member => FORBIDDEN_KINDS.find(kind => forms.kinds[kind].test(unquoted(member))))
  const checks = kinds.filter(kind => kind !== undefined).map((what): GuardrailCheck => ({ kind: 'forbid_kind', what }))
  return { checks, needsHuman: checks.length < kinds.length }
}

/** What is quoted, a hashtag or spelled as a name stands for itself. */
function isExact(member: string): boolean {
  return QUOTED.test(member) || /^[#@]\S+$/u.test(member) || isName(member)
}

const QUOTED = /^(?:"[^"]+"|'[^']+'|“[^”]+”|„[^“”]+[“”]|«[^»]+»|‘[^’]+’)$/u

function isName(member: string): boolean {
  const words = member.split(' ')
  return words.length <= 4 && words.every(word => /^[\p{Lu}\p{N}]/u.test(word))
}

/** Quoted members stay whole, whatever stands between the quotes. */
function membersOf(list: string, forms: GuardrailForms): string[] {
  const quoted: string[] = []
  const masked = list.replace(/"[^"]+"|“[^”]+”|„[^“”]+[“”]|«[^»]+»|‘[^’]+’|(?<!\p{L})'[^']+'(?!\p{L})/gu, text => {
    quoted.push(text)
    return `\ue000${quoted.length - 1}\ue000`
  })
  return masked
    .split(forms.and)
    .map(member => member.replace(forms.lead, '').trim())
    .map(member => member.replace(/\ue000(\d+)\ue000/g, (_, index) => quoted[Number(index)] ?? ''))
    .filter(member => member !== '')
}

function unquoted(member: string): string {
  return (QUOTED.test(member) ? member.slice(1, -1) : member).trim()
}

function listOf(sentence: string, patterns: readonly RegExp[]): string | null {
  return groupsOf(sentence, patterns)?.list ?? null
}

function groupsOf(sentence: string, patterns: readonly RegExp[]): Record<string, string | undefined> | null {
  for (const pattern of patterns) {
    const groups = pattern.exec(sentence)?.groups
    if (groups !== undefined) return groups
  }
  return null
}
