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
    .split(/(?<=[.;!?])\s+|\n+/u)
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
    if (!parsed.needsHuman) return parsed
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
  if (words !== null) return forbidTexts(membersOf(words, forms))
  const kinds = listOf(sentence, forms.forbids)
  if (kinds !== null) {
    const parsed = forbidKinds(membersOf(kinds, forms), forms)
    if (parsed.checks.length > 0) return parsed
  }
  const names = listOf(sentence, forms.names)
  if (names !== null) return exactTexts('forbid_text', membersOf(names, forms))
  const required = listOf(sentence, forms.required)
  if (required !== null) return exactTexts('require_text', membersOf(required, forms))
  return UNREAD
}

function forbidTexts(members: readonly string[]): ParsedSentence {
  const texts = members.map(unquoted).filter(text => text !== '')
  // A long member is a sentence about something, not a word or name: looking for it would find nothing.
  const exact = texts.filter(text => text.split(' ').length <= 4)
  const checks: GuardrailCheck[] = exact.length === 0 ? [] : [{ kind: 'forbid_text', texts: exact }]
  return { checks, needsHuman: exact.length < texts.length || texts.length === 0 }
}

function forbidKinds(members: readonly string[], forms: GuardrailForms): ParsedSentence {
  const kinds = members.map(member => FORBIDDEN_KINDS.find(kind => forms.kinds[kind].test(unquoted(member))))
  const checks = kinds.filter(kind => kind !== undefined).map((what): GuardrailCheck => ({ kind: 'forbid_kind', what }))
  return { checks, needsHuman: checks.length < kinds.length }
}

/** Only what is quoted, a hashtag or spelled as a name stands for itself; “politics” means more than its letters. */
function exactTexts(kind: 'forbid_text' | 'require_text', members: readonly string[]): ParsedSentence {
  const exact = members
    .filter(member => QUOTED.test(member) || /^[#@]\S+$/u.test(member) || isName(member))
    .map(unquoted)
  const checks: GuardrailCheck[] = exact.length === 0 ? [] : [{ kind, texts: exact }]
  return { checks, needsHuman: exact.length < members.length || exact.length === 0 }
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
